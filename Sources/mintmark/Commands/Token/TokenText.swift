/// Tokens as people read them.
enum TokenText {
    /// A table; the texts of tokens are in nobody's hands but their holders'.
    static func list(_ tokens: [Answers.Token], _ presentation: Presentation) -> String {
        guard !tokens.isEmpty else {
            return "There is no token. Make one: mintmark token make NAME --scope sales:read\n"
        }
        var table = Table([
            .text("TOKEN"), .words("NAME"), .text("OWNER"), .text("MADE"), .text("LAST USED"), .words("SCOPES"),
        ])
        for token in tokens {
            table.add([
                .init(token.id), .init(token.name), .init(token.owner),
                .init(TimeText.moment(token.createdAt, presentation)),
                token.usedAt.map { .init(TimeText.day($0)) } ?? .init("never", .faint),
                .init(token.scopes.joined(separator: " ")),
            ])
        }
        return table.text(presentation)
    }
}

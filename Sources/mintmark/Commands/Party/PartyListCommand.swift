import ArgumentParser

/// `mintmark party list`.
struct PartyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the parties, also those that were revoked."
    )

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, page.applied(to: "/v1/parties"), as: Answers.Parties.self)
        }
        output.show(reply) {
            $0.parties.map(\.id)
        } text: {
            Self.table($0.parties, $1)
        }
        page.tellOfMore(reply.value.next, output)
    }

    private static func table(_ parties: [Answers.Party], _ presentation: Presentation) -> String {
        guard !parties.isEmpty else {
            return "There is no party. Let one in: mintmark party put ID --name NAME --key did:key:… --may repair\n"
        }
        var table = Table([
            .text("PARTY"), .words("NAME"), .words("MAY ENTER"), .words("MAY WRITE"), .text("REVOKED"), .text("KEY"),
        ])
        for party in parties {
            table.add([
                .init(party.id), .init(party.name), .init(party.mayEnter.joined(separator: " ")),
                .init(party.elements.joined(separator: " ")),
                party.revokedAt.map { .init(TimeText.day($0)) } ?? .init("no", .faint), .init(party.key),
            ])
        }
        return table.text(presentation)
    }
}

import ArgumentParser

/// Which part of a list is wanted.
struct PageOptions: ParsableArguments {
    /// Most rows that the API gives at once.
    static let most = 500

    @Option(help: "At most so many, 1 to \(PageOptions.most).")
    var limit = 50

    @Option(help: ArgumentHelp("Go on where an earlier list ended.", valueName: "cursor"))
    var cursor: String?

    func validate() throws {
        guard (1...Self.most).contains(limit) else {
            throw ValidationError("--limit is from 1 to \(Self.most), not \(limit).")
        }
    }

    /// The path of the list with this part of it.
    func applied(to path: APIPath) -> APIPath { path.with("limit", limit).with("cursor", cursor) }

    /// Says how to see the rest, to a person.
    func tellOfMore(_ next: String?, _ output: OutputOptions) {
        guard let next, !output.json, !output.quiet else { return }
        Terminal.complain("There are more: add --cursor \(next)")
    }
}

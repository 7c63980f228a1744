import ArgumentParser

/// `mintmark token make`.
struct TokenMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a token; its text can't be shown again.",
        discussion: "The text alone is printed, so that it can be put into a file; with --output only you can read it."
    )

    @Argument(help: "Who or what will use it; the audit names it.")
    var name: String

    @Option(help: "What it may do, such as sales:read; may be said again. docs/api.md lists the scopes.")
    var scope: [String]

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "Write the text to this file.",
        completion: .file()
    )
    var file: String?

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let name: String
        let scopes: [String]
    }

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.post, "/v1/tokens", Request(name: name, scopes: scope), as: Answers.MadeToken.self)
        }
        if let file {
            try LocalFile.write(Array("\(reply.value.text)\n".utf8), to: file)
            return output.confirm(reply.value.token.id, "Token \(reply.value.token.id) is in \(file).")
        }
        output.show(reply) {
            [$0.token.id]
        } text: { made, _ in
            made.text + "\n"
        }
    }
}

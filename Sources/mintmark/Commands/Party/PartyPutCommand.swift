import ArgumentParser
import Passport

/// `mintmark party put`.
struct PartyPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Let somebody enter events of our products, or change what he may enter.",
        discussion: "Be sure that the key is his: compare it on the telephone. Whoever holds it speaks for him."
    )

    @Argument(help: "What you call it, such as workshop-berlin.")
    var party: String

    @Option(help: "Its name, for people.")
    var name: String

    @Option(help: "Its did:key; it shows it with mintmark life key.")
    var key: String

    @Option(help: "What it may enter; may be said again. \(LifeKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var may: [LifeKind]

    @Option(help: "A statement of passports that it may write; may be said again.")
    var element: [String] = []

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable {
        let name: String
        let key: String
        let mayEnter: [String]
        let elements: [String]
    }

    func run() async throws {
        let request = Request(name: name, key: key, mayEnter: may.map(\.rawValue), elements: element)
        let reply = try await coordinator.withClient {
            try await $0.reply(.put, "/v1/parties/\(party)", request, as: Answers.Party.self)
        }
        output.show(reply) {
            [$0.id]
        } text: { party, _ in
            "\(party.id) may enter: \(party.mayEnter.joined(separator: ", ")).\n"
        }
    }
}

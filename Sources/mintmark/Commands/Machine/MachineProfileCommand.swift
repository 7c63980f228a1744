import ArgumentParser
import Machine

/// `mintmark machine profile`.
struct MachineProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Put a machine's profile on record; the machine must run the same one before it sells.",
        discussion: """
            A profile in YAML is checked and compiled first. The machine's own copy, signed by the deployment's \
            profile key, is made with: mintmark profile compile FILE --key KEY
            """
    )

    @Argument(help: MachineName.help, completion: .machines)
    var machine: String

    @Argument(help: "The profile: YAML, compiled JSON, or the signed envelope.", completion: .file())
    var file: String

    @Option(help: "For a profile in YAML: compile it for this board instead of the one it names.")
    var board: String?

    @Option(help: "For a profile in YAML: the folder of board files. (default: Mintmark's own hardware/boards)")
    var boards: String?

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let profile = try ProfileFile.read(file, board: board, boards: boards)
        let bytes = profile.canonicalJSON()
        let (id, reply) = try await coordinator.withClient { client in
            let id = try await MachineName.id(machine, client)
            let path: APIPath = "/v1/machines/\(id)/profile"
            return (id, try await client.reply(.put, path, bytes: bytes, as: Answers.SignedProfile.self))
        }
        output.show(reply) {
            [$0.sha256]
        } text: { profile, _ in
            "The profile of \(id) is on record; its SHA-256 is \(profile.sha256).\n"
        }
    }
}

import ArgumentParser
import Machine
import ProfileCompiler
import Protocol

/// `mintmark profile`: the descriptions of machines.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Check and compile the description of a machine.",
        subcommands: [ProfileCheckCommand.self, ProfileCompileCommand.self]
    )
}

/// `mintmark profile check`.
struct ProfileCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report every fault of a profile, with its line and how to put it right."
    )

    @Argument(help: "The profile, YAML; see docs/profile.md.")
    var file: String

    @Option(help: "Check against this board instead of the one the profile names.")
    var board: String?

    @Option(help: "The folder of board files. (default: Mintmark's own hardware/boards)")
    var boards: String?

    func run() async throws {
        let yaml = String(decoding: try LocalFile.read(file), as: UTF8.self)
        let faults = try ProfileFile.compiler(boards).check(yaml: yaml, file: file, board: board)
        guard !faults.isEmpty else {
            Terminal.say("\(file) has no faults.")
            return
        }
        Terminal.put(Array(ProfileReport.text(faults).utf8))
        Terminal.say("\(file) has \(ProfileReport.summary(faults)).")
        if faults.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }
}

/// `mintmark profile compile`.
struct ProfileCompileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile",
        abstract: "Compile a profile for a board; with a key, sign it for the agent."
    )

    @Argument(help: "The profile, YAML; see docs/profile.md.")
    var file: String

    @Option(help: "Compile for this board instead of the one the profile names, such as simulated.")
    var board: String?

    @Option(help: "The folder of board files. (default: Mintmark's own hardware/boards)")
    var boards: String?

    @Option(help: "The deployment's profile key, a file of the coordinator's state: keys/profile.key.")
    var key: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "Where to write it. (default: standard output)")
    var output: String?

    func run() async throws {
        let yaml = String(decoding: try LocalFile.read(file), as: UTF8.self)
        let profile: MachineProfile
        do {
            let compiler = try ProfileFile.compiler(boards)
            profile = try compiler.compile(yaml: yaml, file: file, board: board)
            for fault in compiler.check(yaml: yaml, file: file, board: board) {
                Terminal.complain(ProfileReport.text([fault]))
            }
        } catch let error as ProfileError where error.code == .faulty {
            Terminal.complain(ProfileReport.text(error.faults) + error.message)
            throw ExitCode(1)
        }
        let bytes = try key.map { try Self.signed(profile, $0) } ?? profile.canonicalJSON()
        guard let output else {
            Terminal.put(bytes + Array("\n".utf8))
            return
        }
        try LocalFile.write(bytes + Array("\n".utf8), to: output)
    }

    private static func signed(_ profile: MachineProfile, _ key: String) throws -> [UInt8] {
        let envelope = try Envelope.sign(ProfileClaims(profile: profile), as: .profile, with: KeyFile.load(key))
        return Array(envelope.compact.utf8)
    }
}

import ArgumentParser
import Passport

/// `mintmark verify FILE`.
struct VerifyProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Check the proof of a serial's entry in the log: a .tlog-proof file.",
        discussion: """
            Asks nobody: all it needs is the file and a key that you trust. Says what was checked. Exits with 0 when \
            the log has the entry, 1 when the proof does not show it, 66 when a file can't be read, 64 when the \
            arguments are wrong.
            """
    )

    @Argument(help: "The proof.", completion: .file(extensions: ["tlog-proof"]))
    var file: String

    @Option(help: "The log's public key: its text, or a file like log.pub in the coordinator's state folder.")
    var key: String?

    @Option(help: "Whom to believe, in place of a key: a file with logs, witnesses and a quorum (C2SP tlog-policy).")
    var policy: String?

    @Option(help: "A file with the entry. (default: the one in the proof)")
    var entry: String?

    func validate() throws {
        guard (key == nil) != (policy == nil) else {
            throw ValidationError("Give --key with the log's public key, or --policy with whom you believe.")
        }
    }

    func run() async throws {
        let policy = try readPolicy()
        let text = String(decoding: try LocalFile.read(file), as: UTF8.self)
        let given = try entry.map { try LocalFile.read($0) }
        do throws(PassportError) {
            let proof = try LogProofFile(text)
            guard let entry = given ?? proof.extra else {
                throw PassportError(.empty, "The proof has no entry in it; give the entry with --entry.")
            }
            let (checkpoint, signatures) = try policy.judged(proof.checkpoint)
            try proof.check(entry: entry, by: policy)
            Terminal.say(ProofText.right(proof, checkpoint, signatures, entry: entry))
        } catch {
            Terminal.complain("\(file): \(error)")
            throw ExitCode(CommandEnd.badNews.rawValue)
        }
    }

    private func readPolicy() throws -> LogPolicy {
        do {
            if let policy { return try LogPolicy(text: String(decoding: LocalFile.read(policy), as: UTF8.self)) }
            return try LogPolicy(log: NoteKeyText.read(key ?? ""))
        } catch let error as PassportError {
            throw CommandError(error.message, cause: error.cause, status: .data)
        }
    }
}

import ArgumentParser
import Protocol

/// `mintmark verify audit`.
struct VerifyAuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check an exported audit log: every hash, signature, number and link.",
        discussion: """
            Prints the log's head; keep it, and give it as --after the next time: only then can entries that were cut \
            off at the end, or a log that was written anew, be found. Exits with 0 when all is right, 1 when the log \
            is not what it claims to be, 66 when a file can't be read, 64 when the arguments are wrong.
            """
    )

    @Argument(help: "The log: lines as GET /v1/audit answers and `mintmark audit export` writes.")
    var file: String

    @Option(help: "The public audit key: its text, or a file like audit.pub in the coordinator's state folder.")
    var key: String

    @Option(help: "A head that is known, SEQUENCE:HASH; the log must hold it or go on right after it.")
    var after: String?

    /// Not an entry of the log: EX_NOINPUT of sysexits.h.
    private static let noInput = ExitCode(66)

    func run() async throws {
        var verifier = AuditVerifier(key: try publicKey(), after: try knownHead())
        let head: AuditHead
        do {
            try LogLines.read(file) { line throws(AuditFault) in try verifier.take(line) }
            head = try verifier.finish()
        } catch let fault as AuditFault {
            Terminal.complain("\(file): \(fault)")
            throw ExitCode(1)
        } catch let error as CommandError {
            Terminal.complain("Error: \(error)")
            throw Self.noInput
        }
        Terminal.say("\(verifier.entries) entries are right.")
        Terminal.say("head \(head)")
    }

    private func publicKey() throws -> VerifyingKey {
        if let key = try? VerifyingKey(text: key) { return key }
        let text: String
        do {
            text = try LocalFile.text(key)
        } catch let error as CommandError {
            Terminal.complain("Error: --key is neither a key nor a file: \(error)")
            throw Self.noInput
        }
        do {
            return try VerifyingKey(text: text)
        } catch {
            throw ValidationError("\(key) holds no public key; give the coordinator's audit.pub.")
        }
    }

    private func knownHead() throws -> AuditHead? {
        guard let after else { return nil }
        do {
            return try AuditHead(text: after)
        } catch {
            throw ValidationError("--after: \(error.message)")
        }
    }
}

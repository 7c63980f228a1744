import Passport
import Protocol
import Synchronization

@testable import Coordinator

/// A witness written from the specification (C2SP tlog-witness), beside the code that asks it: it believes nothing that
/// it is told and signs only what goes on from what it signed.
final class WitnessTwin: WitnessPoster {
    private struct State {
        var latest: Checkpoint?
        var answers: [Int] = []
        var isDown = false
        var forges = false
    }

    let signer: NoteSigner
    private let log: NoteKey
    private let state = Mutex(State())

    init(_ name: String, log: NoteKey) throws {
        signer = try NoteSigner(name: name, kind: .witness, key: SigningKey())
        self.log = log
    }

    /// The statuses that it answered with.
    var answers: [Int] { state.withLock(\.answers) }

    /// Whether it answers nobody.
    func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

    /// Whether it gives signatures that are not its own.
    func setForging(_ forges: Bool) { state.withLock { $0.forges = forges } }

    func post(_ body: String, to url: String) async -> WitnessAnswer {
        state.withLock { state in
            guard !state.isDown else { return .refused("nobody is there") }
            let (status, text) = Self.answer(body, log: log, signer: signer, state: &state)
            state.answers.append(status)
            switch status {
            case 200: return .signed(text.split(separator: "\n").map(String.init))
            case 409: return .otherSize(UInt64(text.dropLast()) ?? 0)
            default: return .refused("it answered \(status)")
            }
        }
    }

    /// Status and body, in the order in which the specification asks for the checks.
    private static func answer(_ body: String, log: NoteKey, signer: NoteSigner, state: inout State) -> (Int, String) {
        guard let request = try? WitnessRequest(body: body),
            let checkpoint = try? Checkpoint(text: request.checkpoint.text)
        else { return (400, "") }
        guard checkpoint.origin == log.name else { return (404, "") }
        guard (try? request.checkpoint.verified(by: [log])) != nil else { return (403, "") }
        guard request.oldSize <= checkpoint.size else { return (400, "") }
        let latest = state.latest
        guard request.oldSize == latest?.size ?? 0 else { return (409, "\(latest?.size ?? 0)\n") }
        if let latest, latest.size == checkpoint.size, latest.root != checkpoint.root {
            return (409, "\(latest.size)\n")
        }
        do {
            try LogProofs.checkConsistency(
                from: latest?.root ?? .empty,
                oldSize: request.oldSize,
                to: checkpoint.root,
                size: checkpoint.size,
                proof: request.proof
            )
            state.latest = checkpoint
            let text = state.forges ? request.checkpoint.text + "x\n" : request.checkpoint.text
            return (200, try signer.signature(of: text, seconds: 1_700_000_000).line + "\n")
        } catch {
            return (422, "")
        }
    }
}

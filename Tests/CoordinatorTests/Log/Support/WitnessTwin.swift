import Passport
import Protocol
import Synchronization

@testable import Coordinator

/// A witness written from the specification (C2SP tlog-witness), beside the code that asks it: it believes nothing that
/// it is told and signs only what goes on from what it signed.
final class WitnessTwin: WitnessPoster {
    /// How it answers.
    enum Manner: Sendable {
        /// As the specification says.
        case honest
        /// Not at all.
        case down
        /// With a signature of another text.
        case forging
        /// With a signature of another key, under its name.
        case keyless
        /// Later than anybody waits.
        case slow
        /// One byte after the other.
        case dripping
        /// With more than anybody reads.
        case endless
        /// With these words.
        case saying(Int, type: String, String)
    }

    /// What it answers.
    struct Reply: Sendable {
        var status: Int
        var type = "text/plain"
        var text = ""
    }

    private struct State {
        var latest: Checkpoint?
        var answers: [Int] = []
        var manner = Manner.honest
        var log: NoteKey
    }

    private struct Request {
        let oldSize: UInt64
        let proof: [TreeHash]
        let note: SignedNote
    }

    let signer: NoteSigner
    private let other: NoteSigner
    private let state: Mutex<State>

    init(_ name: String, log: NoteKey) throws {
        signer = try NoteSigner(name: name, kind: .witness, key: SigningKey())
        other = try NoteSigner(name: name, kind: .witness, key: SigningKey())
        state = Mutex(State(log: log))
    }

    /// The statuses that it answered with.
    var answers: [Int] { state.withLock(\.answers) }

    var manner: Manner { state.withLock(\.manner) }

    func set(_ manner: Manner) { state.withLock { $0.manner = manner } }

    /// Knows another log from now on.
    func know(_ log: NoteKey) { state.withLock { $0.log = log } }

    /// What it signed last, as far as it knows.
    func remember(_ checkpoint: Checkpoint?) { state.withLock { $0.latest = checkpoint } }

    func post(_ body: String, to url: String) async -> WitnessAnswer {
        if case .down = manner { return .silent("nobody is there") }
        let reply = reply(to: body)
        return HTTPWitnessPoster.answer(status: UInt(reply.status), type: reply.type, text: reply.text)
    }

    /// Answers a request, and remembers what it signed before anybody sees it.
    func reply(to body: String) -> Reply {
        state.withLock { state in
            if case .saying(let status, let type, let text) = state.manner {
                return Reply(status: status, type: type, text: text)
            }
            let reply = answer(body, &state)
            state.answers.append(reply.status)
            return reply
        }
    }

    /// The checks in the order in which the specification asks for them.
    private func answer(_ body: String, _ state: inout State) -> Reply {
        guard let request = Self.parse(body), let checkpoint = try? Checkpoint(text: request.note.text) else {
            return Reply(status: 400)
        }
        guard checkpoint.origin == state.log.name else { return Reply(status: 404) }
        guard (try? request.note.verified(by: [state.log])) != nil else { return Reply(status: 403) }
        guard request.oldSize <= checkpoint.size else { return Reply(status: 400) }
        let latest = state.latest
        let conflict = Reply(status: 409, type: "text/x.tlog.size", text: "\(latest?.size ?? 0)\n")
        guard request.oldSize == latest?.size ?? 0 else { return conflict }
        if let latest, latest.size == checkpoint.size, latest.root != checkpoint.root { return conflict }
        do {
            try LogProofs.checkConsistency(
                from: latest?.root ?? .empty,
                oldSize: request.oldSize,
                to: checkpoint.root,
                size: checkpoint.size,
                proof: request.proof
            )
            state.latest = checkpoint
            var (signer, text) = (signer, request.note.text)
            if case .forging = state.manner { text += "x\n" }
            if case .keyless = state.manner { signer = other }
            let line = try signer.signature(of: text, seconds: 1_700_000_000).line
            // Signatures of keys that nobody named come too.
            let stranger = try other.signature(of: request.note.text, seconds: 1_700_000_000).line
            return Reply(status: 200, text: "\(stranger)\n\(line)\n")
        } catch {
            return Reply(status: 422)
        }
    }

    /// `old` with a size, up to 63 hashes, an empty line, a checkpoint; each line has its end.
    private static func parse(_ body: String) -> Request? {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard body.hasSuffix("\n"), let blank = lines.firstIndex(of: ""), (1...64).contains(blank),
            lines[0].hasPrefix("old "), let size = UInt64(lines[0].dropFirst(4)), lines[0] == "old \(size)"
        else { return nil }
        let proof = lines[1..<blank].compactMap { TreeHash(text: $0) }
        guard proof.count == blank - 1, let note = try? SignedNote(lines[(blank + 1)...].joined(separator: "\n")) else {
            return nil
        }
        return Request(oldSize: size, proof: proof, note: note)
    }
}

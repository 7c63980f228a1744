import Logging
import Logs
import Passport
import Protocol

/// The resolver on a copy of the database, as one event loop has it: its own connection, nothing shared but the count
/// of guesses. It keeps no state that a restart would lose.
final class ReplicaDesk {
    /// What all loops of one process have in common.
    struct Common: Sendable {
        let path: String
        let publicURL: String
        let staleAfterSeconds: Int64
        let trustedProxies: Set<String>
        let writer: ResolverWriter
        let gate: ProbeGate
        let clock: @Sendable () -> Moment
        let logger: Logger
    }

    let common: Common
    private var lookup: ReplicaLookup
    private var file: ReplicaFile?
    /// What every answer of this second says of itself.
    private(set) var stamp: [UInt8] = []
    /// Connections of this loop.
    var connections = 0
    private var answers: Int64 = 0
    private var heldBack: Int64 = 0

    /// Opens the copy.
    /// - Throws: `CoordinatorError` or `DatabaseError` when it can't be used.
    init(_ common: Common) throws {
        self.common = common
        file = ReplicaFile(common.path)
        lookup = try ReplicaLookup(path: common.path)
        tick()
    }

    /// How old the copy is, in seconds.
    var ageSeconds: Int64 { max(0, common.clock().seconds - lookup.madeAt.seconds) }

    /// Once a second: opens a newer copy, and sets the clock of answers.
    func tick() {
        if let found = ReplicaFile(common.path), found != file {
            // Whatever comes of it, this file is looked at once.
            file = found
            do {
                lookup = try ReplicaLookup(path: common.path)
                common.logger.log(CoordinatorLog.replicaOpened, ["file": "\(common.path)", "age": "\(ageSeconds)"])
            } catch {
                common.logger.log(CoordinatorLog.replicaRefused, ["file": "\(common.path)", "error": "\(error)"])
            }
        }
        stamp = Array(
            "Server: mintmark\r\nDate: \(HTTPDate.text(common.clock()))\r\nReplica-Age: \(ageSeconds)\r\n".utf8
        )
    }

    /// Answers a request for the address of a product.
    func answer(_ request: ResolverRequest, client: String) -> ResolverMessage {
        answers += 1
        do {
            let link: DigitalLink
            do {
                link = try common.writer.resolver.link(of: request)
            } catch {
                return try common.writer.message(.badLink(error), to: request, at: nil)
            }
            return try answer(request, link, client)
        } catch {
            common.logger.log(CoordinatorLog.requestFailed, ["error": "\(error)", "path": "\(request.target)"])
            return ResolverWriter.failure
        }
    }

    private func answer(_ request: ResolverRequest, _ link: DigitalLink, _ client: String) throws -> ResolverMessage {
        if link.namesPiece {
            let wait = common.gate.wait(client, at: common.clock())
            if wait > 0 {
                heldBack += 1
                return ResolverWriter.tooMany(afterSeconds: wait)
            }
        }
        let finding = try LinkFinding(link, in: lookup, publicURL: common.publicURL)
        if finding.isMiss, common.gate.missed(client, at: common.clock()).mustTell {
            common.logger.log(CoordinatorLog.serialsProbed, ["client": "\(client)"])
        }
        let answer = common.writer.resolver.answer(to: request, for: link, knowing: finding.facts)
        return try common.writer.message(answer, to: request, at: finding.path)
    }

    /// What monitors ask for; nil for any other path.
    func health(_ path: Substring) -> ResolverMessage? {
        let isStale = ageSeconds > common.staleAfterSeconds
        switch path {
        case "/livez": return ResolverMessage(200, type: "text/plain", Array("alive\n".utf8))
        case "/readyz":
            let words = isStale ? "not ready: the copy is too old; see /health\n" : "ready\n"
            return ResolverMessage(isStale ? 503 : 200, type: "text/plain", Array(words.utf8))
        case "/health":
            let health = Health(
                status: isStale ? .degraded : .ok,
                replicaAt: lookup.madeAt.milliseconds,
                replicaAgeSeconds: ageSeconds,
                staleAfterSeconds: common.staleAfterSeconds,
                answers: answers,
                heldBack: heldBack,
                connections: connections
            )
            // It has texts and numbers: encoding it can't fail.
            return ResolverMessage(200, type: "application/json", (try? StrictJSON.encode(health)) ?? [])
        default: return nil
        }
    }

    /// How it does: of the copy the same for all loops, of the counts this loop's.
    private struct Health: Encodable {
        let status: HealthStatus
        let replicaAt: Int64
        let replicaAgeSeconds: Int64
        let staleAfterSeconds: Int64
        let answers: Int64
        let heldBack: Int64
        let connections: Int
    }
}

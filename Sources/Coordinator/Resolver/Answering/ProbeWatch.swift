import Hummingbird
import Logging
import Logs

/// Holds back whoever guesses serials, and tells somebody, wherever a serial can be asked for.
struct ProbeWatch: Sendable {
    let runtime: Runtime
    let gate: ProbeGate
    let trustedProxies: Set<String>

    /// Whom a request is counted as.
    func client(of request: Request, _ context: AppRequestContext) -> String {
        ResolverClient.of(
            context.remoteAddress,
            forwarded: request.headers[.forwardedFor],
            trusting: trustedProxies
        )
    }

    /// How many seconds a client has to wait; 0 when it need not.
    func wait(_ client: String) -> Int64 { gate.wait(client, at: runtime.clock()) }

    /// A client asked for pieces that are not known.
    /// - Parameter count: how many at once.
    /// - Returns: how many seconds it has to wait for its answer, because it asked for more at once than it would have
    ///   been told about one by one; 0 when it need not.
    func missed(_ client: String, count: Int = 1) async -> Int64 {
        guard count > 0 else { return 0 }
        let verdict = gate.missed(client, count: count, at: runtime.clock())
        if verdict.mustTell { await tell(of: client) }
        return verdict.isTooMany ? wait(client) : 0
    }

    private func tell(of client: String) async {
        runtime.logger.log(CoordinatorLog.serialsProbed, ["client": "\(client)"])
        do {
            try await runtime.perform { work in
                try AlarmBook.raise(
                    .serialsProbed,
                    subject: client,
                    owner: Owner.operator,
                    text: "\(client) asked for many serials that are not known and is held back. If it is a reader "
                        + "of ours, see what it reads; if not, block the address.",
                    in: work
                )
            }
        } catch {
            runtime.logger.log(CoordinatorLog.probeNotStored, ["error": "\(error)"])
        }
    }
}

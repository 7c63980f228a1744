import Logging
import Logs

/// Holds back whoever guesses serials, and tells somebody, wherever a serial can be asked for.
struct ProbeWatch: Sendable {
    let runtime: Runtime
    let gate: ProbeGate

    /// How many seconds a client has to wait; 0 when it need not.
    func wait(_ client: String) -> Int64 { gate.wait(client, at: runtime.clock()) }

    /// A client asked for a piece that is not known.
    func missed(_ client: String) async {
        guard gate.missed(client, at: runtime.clock()) else { return }
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

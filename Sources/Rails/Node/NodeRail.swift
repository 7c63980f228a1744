import Synchronization

/// The rail of a Bitcoin Core family node (Bitcoin Core, litecoind, ...) and one of its wallets, over JSON-RPC.
///
/// The wallet makes an address per order and labels it with the order, so that asking twice, from any coordinator and
/// after any crash, finds the same one. It cannot hold: what is confirmed is ours.
package final class NodeRail: Rail {
    /// What the last look left for hints and health.
    private struct View {
        var hint: [NodeAnswer]?
        var blocksBehind = 0
    }

    /// The configured name.
    package let id: String
    /// The configured coin's asset.
    package let asset: RailAsset
    /// Final after confirmations; holds nothing.
    package let capabilities: RailCapabilities

    let configuration: NodeConfiguration
    let connection: NodeConnection
    private let view = Mutex(View())

    /// What changes when a payment or a block arrives; cheap to ask.
    private static let hintCalls = [
        NodeCall("getbestblockhash"),
        NodeCall("listtransactions", [.string("*"), .number("1"), .number("0"), .bool(true)]),
    ]

    /// Connects to nothing yet. Throws `badConfiguration`.
    package init(_ configuration: NodeConfiguration) throws(RailError) {
        guard configuration.trackedDepth >= 1, configuration.timeoutMilliseconds > 0,
            configuration.hintIntervalMilliseconds > 0, configuration.maximumAnswerBytes > 0
        else {
            throw RailError(.badConfiguration, "Rail \(configuration.id): depth, limits and times must be above zero.")
        }
        id = configuration.id
        asset = configuration.coin.asset
        capabilities = RailCapabilities(
            canHold: false,
            finality: .confirmations(trackedDepth: configuration.trackedDepth),
            hasLosslessCursor: true
        )
        self.configuration = configuration
        connection = try NodeConnection(configuration)
    }

    /// What the wallet did since `cursor`; see `Rail`. Four requests to the node, most often.
    package func poll(after cursor: String?) async throws(RailError) -> RailBatch {
        let stored: NodeCursor? = if let cursor { try NodeCursor(reading: cursor) } else { nil }
        // Before everything else: what changes after this is a reason to come again.
        let hint = try await connection.ask(Self.hintCalls)
        var poll = NodePoll(configuration: configuration, cursor: stored)
        var opening = try await connection.ask(poll.openingCalls)
        if poll.startsOver(opening) { opening = try await connection.ask(poll.openingCalls) }
        let questions = try poll.takeOpening(opening)
        let batch = try poll.finish(try await connection.ask(questions))
        let blocksBehind = poll.blocksBehind
        view.withLock { $0 = View(hint: hint, blocksBehind: blocksBehind) }
        return batch
    }

    /// Throws `unsupported`.
    package func capture(order: String) async throws(RailError) {
        throw cannotHold
    }

    /// Throws `unsupported`.
    package func release(order: String) async throws(RailError) {
        throw cannotHold
    }

    private var cannotHold: RailError {
        RailError(.unsupported, "Rail \(id) cannot hold money: what is confirmed is ours; pay it back instead.")
    }

    /// Asks twice a second, or as configured, whether the tip or the newest transaction changed.
    package func waitForChange(timeoutSeconds: Double) async {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(timeoutSeconds)
        let interval = Duration.milliseconds(configuration.hintIntervalMilliseconds)
        while !Task.isCancelled, clock.now < deadline {
            // An unreachable node is no change; the next poll says what is wrong.
            if let now = try? await connection.ask(Self.hintCalls), now != view.withLock({ $0.hint }) { return }
            do { try await Task.sleep(until: min(clock.now + interval, deadline), clock: clock) } catch { return }
        }
    }

    /// Ready when the node is on the right network, caught up, has peers, and has the wallet loaded.
    package func health() async -> RailHealth {
        do throws(RailError) {
            let answers = try await connection.ask(
                NodeState.calls + [NodeCall("getwalletinfo"), NodeCall("getnetworkinfo")]
            )
            let state = try NodeState(answers, network: configuration.network)
            _ = try answers[2].result(of: "getwalletinfo")
            let peers = try answers[3].result(of: "getnetworkinfo")["connections"]?.integer ?? 0
            let behind = view.withLock { $0.blocksBehind }
            if behind > 0 {
                throw RailError(.loading, "The node is \(behind) blocks behind where it was; wait, or look at its log.")
            }
            if peers == 0, configuration.network != "regtest" {
                throw RailError(.loading, "The node has no peers and sees no payments; look at its network.")
            }
            return RailHealth(isReady: true, message: "\(configuration.network), block \(state.height), \(peers) peers")
        } catch {
            return RailHealth(error)
        }
    }
}

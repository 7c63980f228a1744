import Rails
import Synchronization

/// A rail of the world: a chain with blocks and reorganisations, or a rail that holds money. It keeps its own books, so
/// that the coordinator's can be held against them.
final class SimulatedRail: Rail {
    /// A payment as the rail knows it.
    struct Payment: Sendable {
        let reference: String
        let order: String
        let address: String
        let amountMinor: Int64
        /// When it was made, milliseconds since the world began.
        let paidAt: Int64
        var state: RailSighting.State
        /// The height of the block that has it; nil while it is in none.
        var height: Int64?
        /// The number of its last change.
        var changed: Int64
    }

    private struct Books {
        var payments: [Payment] = []
        var orders: [String: String] = [:]
        var height: Int64 = 100
        var changes: Int64 = 0
        var isDown = false
        var losesAnswers = false
        var captured: [String] = []
        var released: [String] = []
    }

    /// How many confirmations a payment needs.
    static let depth = 3
    /// How deep payments are followed.
    private static let trackedDepth = 6

    /// How long money is held at most.
    private static let longestHoldMilliseconds: Int64 = 400_000

    let id: String
    let asset: RailAsset
    let capabilities: RailCapabilities
    private let books = Mutex(Books())

    init(id: String, canHold: Bool) {
        self.id = id
        asset = RailAsset(code: canHold ? "SANDBOX-TAB" : "SANDBOX-COIN", decimals: 2)
        capabilities = RailCapabilities(
            canHold: canHold,
            finality: canHold ? .immediate : .confirmations(trackedDepth: Self.trackedDepth),
            hasLosslessCursor: true
        )
    }

    // What the coordinator asks.

    func makeDestination(order: String, amountMinor: Int64) async throws(RailError) -> PaymentDestination {
        try requireUp()
        let address = "PLAY-MONEY-\(order)"
        books.withLock { $0.orders[order] = address }
        try loseAnswer()
        return PaymentDestination(address: address, uri: "mintmark-sandbox:\(address)")
    }

    func poll(after cursor: String?) async throws(RailError) -> RailBatch {
        try requireUp()
        let start = cursor.flatMap(Int64.init) ?? 0
        let (payments, changes, height) = books.withLock { books in
            // A payment that still gets deeper is told of again at each block.
            let touched = books.payments.filter { $0.changed > start }.sorted { $0.changed < $1.changed }.prefix(200)
            return (Array(touched), touched.map(\.changed).max() ?? max(start, 0), books.height)
        }
        var sightings: [RailSighting] = []
        for payment in payments {
            sightings.append(
                try RailSighting(
                    reference: payment.reference,
                    address: payment.address,
                    amountText: RailAmount.text(minor: payment.amountMinor, decimals: asset.decimals),
                    asset: asset,
                    confirmations: payment.height.map { Int(height - $0 + 1) } ?? 0,
                    state: payment.state
                )
            )
        }
        return RailBatch(sightings: sightings, cursor: String(changes), tip: String(height))
    }

    func capture(order: String) async throws(RailError) { try settle(order, captured: true) }

    func release(order: String) async throws(RailError) { try settle(order, captured: false) }

    func waitForChange(timeoutSeconds: Double) async {}

    func health() async -> RailHealth { RailHealth(isReady: true, message: "simulated") }

    private func settle(_ order: String, captured: Bool) throws(RailError) {
        try requireUp()
        let refusal: RailError? = books.withLock { books in
            guard capabilities.canHold else { return RailError(.unsupported, "\(id) does not hold.") }
            guard books.orders[order] != nil else { return RailError(.unknownOrder, "There is no order \(order).") }
            let ours = books.payments.indices.filter { books.payments[$0].order == order }
            let held = ours.filter { books.payments[$0].state == .held }
            if held.isEmpty {
                let wasCaptured = ours.contains { books.payments[$0].state == .confirmed }
                let wasReleased = ours.contains { books.payments[$0].state == .released }
                if captured ? wasCaptured : wasReleased { return nil }
                if wasCaptured { return RailError(.alreadyCaptured, "Order \(order) was captured.") }
                if wasReleased { return RailError(.alreadyReleased, "Order \(order) was released.") }
                return RailError(.nothingHeld, "Nothing is held for \(order).")
            }
            for index in held {
                books.changes += 1
                books.payments[index].state = captured ? .confirmed : .released
                books.payments[index].changed = books.changes
            }
            if captured { books.captured.append(order) } else { books.released.append(order) }
            return nil
        }
        if let refusal { throw refusal }
        try loseAnswer()
    }

    private func requireUp() throws(RailError) {
        guard books.withLock({ $0.isDown }) else { return }
        throw RailError(.unreachable, "\(id) does not answer.")
    }

    private func loseAnswer() throws(RailError) {
        guard books.withLock({ $0.losesAnswers }) else { return }
        throw RailError(.timedOut, "\(id) did not answer in time.")
    }

    // What customers and the chain do.

    /// A customer pays.
    @discardableResult
    func pay(_ address: String, order: String, amountMinor: Int64, at now: Int64) -> String {
        books.withLock { books in
            books.changes += 1
            let reference = "\(id)-\(books.payments.count + 1):0"
            books.payments.append(
                Payment(
                    reference: reference,
                    order: order,
                    address: address,
                    amountMinor: amountMinor,
                    paidAt: now,
                    state: capabilities.canHold ? .held : .pending,
                    height: nil,
                    changed: books.changes
                )
            )
            return reference
        }
    }

    /// A payment that is in no block yet is replaced, by one of another amount or by one to somebody else.
    func replace(_ reference: String, amountMinor: Int64?, at now: Int64) -> Bool {
        let original = books.withLock { books in
            books.payments.first { $0.reference == reference && $0.state == .pending }
        }
        guard let original else { return false }
        let by = amountMinor.map { pay(original.address, order: original.order, amountMinor: $0, at: now) }
        change(reference) { $0.state = .replaced(by: by.map { String($0.prefix { $0 != ":" }) }) }
        return true
    }

    /// The chain finds a block with all that waits.
    func findBlock() {
        guard !capabilities.canHold else { return }
        books.withLock { books in
            books.height += 1
            for index in books.payments.indices {
                switch books.payments[index].state {
                case .pending:
                    books.payments[index].state = .confirmed
                    books.payments[index].height = books.height
                case .confirmed:
                    guard let height = books.payments[index].height,
                        books.height - height < Int64(Self.trackedDepth) + 1
                    else { continue }
                case .held, .released, .replaced, .removed: continue
                }
                books.changes += 1
                books.payments[index].changed = books.changes
            }
        }
    }

    /// Gives back what was held for too long, as every rail that holds does by itself.
    /// - Returns: the orders whose payments those were.
    func expireHolds(at now: Int64) -> [String] {
        let old = books.withLock { books in
            books.payments.filter { $0.state == .held && now - $0.paidAt > Self.longestHoldMilliseconds }
        }
        for payment in old { change(payment.reference) { $0.state = .released } }
        return old.map(\.order)
    }

    /// The chain drops its newest blocks: their payments are pending again, or gone for good.
    /// - Returns: how many payments that concerned.
    func reorganise(blocks: Int64, loses: (String) -> Bool) -> Int {
        books.withLock { books in
            var count = 0
            for index in books.payments.indices where books.payments[index].state == .confirmed {
                guard let height = books.payments[index].height, height > books.height - blocks else { continue }
                books.payments[index].height = nil
                books.payments[index].state = loses(books.payments[index].reference) ? .removed : .pending
                books.changes += 1
                books.payments[index].changed = books.changes
                count += 1
            }
            return count
        }
    }

    /// Does not answer, or does again.
    func set(isDown: Bool) { books.withLock { $0.isDown = isDown } }

    /// Does what it is asked and does not say so, or does again.
    func set(losesAnswers: Bool) { books.withLock { $0.losesAnswers = losesAnswers } }

    // What the world checks.

    /// The payments of an order.
    func payments(of order: String) -> [Payment] { books.withLock { $0.payments.filter { $0.order == order } } }

    /// The payments that last changed where a cursor is, or before.
    func payments(through cursor: Int64) -> [Payment] {
        books.withLock { $0.payments.filter { $0.changed <= cursor } }
    }

    /// The orders with a payment that the chain may still change, or that is held.
    var unsettled: [String] {
        books.withLock { books in
            books.payments.filter { payment in
                switch payment.state {
                case .pending, .held: true
                case .confirmed: payment.height.map { books.height - $0 < Int64(Self.trackedDepth) } ?? false
                case .released, .replaced, .removed: false
                }
            }.map(\.order)
        }
    }

    /// The orders whose held money was taken since the last call.
    func takeCaptured() -> [String] {
        books.withLock { books in
            defer { books.captured = [] }
            return books.captured
        }
    }

    /// The orders whose held money was given back because the coordinator asked, since the last call.
    func takeReleased() -> [String] {
        books.withLock { books in
            defer { books.released = [] }
            return books.released
        }
    }

    private func change(_ reference: String, _ body: (inout Payment) -> Void) {
        books.withLock { books in
            guard let index = books.payments.firstIndex(where: { $0.reference == reference }) else { return }
            books.changes += 1
            body(&books.payments[index])
            books.payments[index].changed = books.changes
        }
    }
}

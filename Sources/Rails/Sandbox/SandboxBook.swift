/// All play payments, as the events tell them. Decides what an action means; changes only by `apply`.
struct SandboxBook: Sendable {
    /// A payment as it stands now.
    struct Payment: Hashable, Sendable {
        var reference: String
        var order: String
        var address: String
        var amountText: String
        var state: RailSighting.State
        var confirmations: Int
    }

    /// No batch touches more events than this; the caller polls again.
    static let eventsPerBatch = 1_000

    private let configuration: SandboxConfiguration
    private(set) var life = ""
    private(set) var addressByOrder: [String: String] = [:]
    private var orderByAddress: [String: String] = [:]
    private var payments: [String: Payment] = [:]
    /// The payment each event touched; nil for events that are no payment's.
    private var touched: [String?] = []

    /// An empty book, before its first event.
    init(_ configuration: SandboxConfiguration) {
        self.configuration = configuration
    }

    /// How many events happened.
    var sequence: Int { touched.count }

    /// Takes one event in. Throws `storage` when it contradicts those before it: the file was edited or damaged.
    mutating func apply(_ event: SandboxEvent) throws(RailError) {
        guard life.isEmpty == (touched.isEmpty) else { throw contradiction }
        switch event {
        case .opened(let life):
            guard self.life.isEmpty, !life.isEmpty else { throw contradiction }
            self.life = life
            touched.append(nil)
        case .destination(let order, let address):
            guard !life.isEmpty, orderByAddress.updateValue(order, forKey: address) == nil else { throw contradiction }
            addressByOrder[order] = address
            touched.append(nil)
        case .paid(let reference, let address, let amountText):
            guard let order = orderByAddress[address], payments[reference] == nil else { throw contradiction }
            payments[reference] = Payment(
                reference: reference,
                order: order,
                address: address,
                amountText: amountText,
                state: .pending,
                confirmations: 0
            )
            touched.append(reference)
        case .moved(let reference, let state, let confirmations):
            guard payments[reference] != nil else { throw contradiction }
            payments[reference]?.state = state
            payments[reference]?.confirmations = confirmations
            touched.append(reference)
        }
    }

    private var contradiction: RailError {
        RailError(
            .storage,
            "Line \(sequence + 1) of the sandbox file contradicts those before it; move the file away and restart."
        )
    }

    /// The address is the order itself, said to be play money: unique because orders are, whatever becomes of the file.
    func destination(order: String) -> (address: String, events: [SandboxEvent]) {
        if let known = addressByOrder[order] { return (known, []) }
        let address = "PLAY-MONEY-" + order
        return (address, [.destination(order: order, address: address)])
    }

    /// A customer pays. Throws `unknownAddress`, `badAmount`.
    func pay(
        address: String,
        amountText: String,
        confirmations: Int
    ) throws(RailError) -> (reference: String, events: [SandboxEvent]) {
        guard orderByAddress[address] != nil else {
            throw RailError(.unknownAddress, "No order is paid at \(address.prefix(120)); copy it from the order.")
        }
        guard try RailAmount(text: amountText, decimals: configuration.asset.decimals).minor > 0 else {
            throw RailError(.badAmount, "A payment of \(amountText) is less than one minor unit.")
        }
        let reference = "sandbox-\(life)-\(sequence + 1):0"
        let paid = SandboxEvent.paid(reference: reference, address: address, amountText: amountText)
        guard confirmations > 0 else { return (reference, [paid]) }
        return (reference, [paid, .moved(reference: reference, state: arrived, confirmations: confirmations)])
    }

    /// A payment gets so many confirmations, at least one. Throws `unknownReference`.
    func confirm(reference: String, confirmations: Int) throws(RailError) -> [SandboxEvent] {
        let payment = try payment(reference)
        // A captured one stays ours, and a released one the customer's, however deep it gets.
        let isSettled = payment.state == .confirmed || payment.state == .released
        return [
            .moved(
                reference: reference,
                state: isSettled ? payment.state : arrived,
                confirmations: max(1, confirmations)
            )
        ]
    }

    /// Another payment takes its place, to the same address with another amount, or (nil) to somebody else.
    func replace(
        reference: String,
        amountText: String?
    ) throws(RailError) -> (reference: String?, events: [SandboxEvent]) {
        let payment = try payment(reference)
        guard let amountText else {
            return (nil, [.moved(reference: reference, state: .replaced(by: nil), confirmations: 0)])
        }
        let other = try pay(address: payment.address, amountText: amountText, confirmations: 0)
        let by = String(other.reference.prefix { $0 != ":" })
        let gone = SandboxEvent.moved(reference: reference, state: .replaced(by: by), confirmations: 0)
        return (other.reference, other.events + [gone])
    }

    /// The chain drops a payment. Throws `unknownReference`.
    func reorganise(reference: String) throws(RailError) -> [SandboxEvent] {
        _ = try payment(reference)
        return [.moved(reference: reference, state: .removed, confirmations: 0)]
    }

    /// What becomes of held money. Throws `unsupported`, `unknownOrder`, `nothingHeld`, `alreadyCaptured`,
    /// `alreadyReleased`.
    func settle(order: String, captured: Bool) throws(RailError) -> [SandboxEvent] {
        guard configuration.canHold else {
            throw RailError(
                .unsupported,
                "Rail \(configuration.id) is configured not to hold; pay the money back instead."
            )
        }
        guard addressByOrder[order] != nil else {
            throw RailError(.unknownOrder, "Rail \(configuration.id) has no order \(order.prefix(100)).")
        }
        let ours = payments.values.filter { $0.order == order }.sorted { $0.reference < $1.reference }
        let held = ours.filter { $0.state == .held }
        guard held.isEmpty else {
            return held.map {
                .moved(
                    reference: $0.reference,
                    state: captured ? .confirmed : .released,
                    confirmations: captured ? $0.confirmations : 0
                )
            }
        }
        let wasCaptured = ours.contains { $0.state == .confirmed }
        let wasReleased = ours.contains { $0.state == .released }
        if captured ? wasCaptured : wasReleased { return [] }
        if wasCaptured {
            throw RailError(.alreadyCaptured, "The money of order \(order) is ours; pay it back instead.")
        }
        if wasReleased { throw RailError(.alreadyReleased, "The money of order \(order) went back to the customer.") }
        throw RailError(.nothingHeld, "Nothing is held for order \(order).")
    }

    /// The payments touched by the events after `start`, as they stand now, and the event the batch ends with.
    func changes(after start: Int) -> (payments: [Payment], end: Int) {
        let end = min(sequence, start + Self.eventsPerBatch)
        var seen: Set<String> = []
        let references = touched[start..<end].compactMap { $0 }.filter { seen.insert($0).inserted }
        return (references.compactMap { payments[$0] }, end)
    }

    private var arrived: RailSighting.State {
        configuration.canHold ? .held : .confirmed
    }

    private func payment(_ reference: String) throws(RailError) -> Payment {
        guard let payment = payments[reference] else {
            throw RailError(.unknownReference, "There is no play payment \(reference.prefix(120)).")
        }
        return payment
    }
}

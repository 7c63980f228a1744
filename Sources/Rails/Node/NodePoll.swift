/// One look at the wallet as a pure exchange: opening calls, their answers, questions about what they left open, the
/// answers to those, and a batch.
///
/// Silence is only believed when it must be true. "Not in the mempool" says nothing while the node loads its mempool,
/// connects a block between two calls, or is below a height it already had; the payment then stays what it was, and is
/// asked about again next time.
struct NodePoll {
    /// Something `listsinceblock` did not settle.
    private enum Question: Hashable {
        /// Unconfirmed: is it still in the mempool?
        case mempool(transaction: String)
        /// Reported before and not listed any more: what became of it?
        case transaction(String)
    }

    private let configuration: NodeConfiguration
    private var cursor: NodeCursor
    private var state: NodeState?
    private var listed: [NodePayment] = []
    private var missing: [NodeCursor.Open] = []
    private var lastBlock = ""
    private var questions: [Question] = []

    /// - Parameter cursor: nil to list everything from the start.
    init(configuration: NodeConfiguration, cursor: NodeCursor?) {
        self.configuration = configuration
        self.cursor = cursor ?? NodeCursor(block: nil, height: 0, open: [])
    }

    /// The first calls, in the order `takeOpening` expects their answers.
    var openingCalls: [NodeCall] {
        NodeState.calls + [
            NodeCall(
                "listsinceblock",
                [
                    .string(cursor.block ?? ""), .number(String(configuration.trackedDepth)),
                    .bool(true), .bool(true),
                ]
            )
        ]
    }

    /// Returns true, once, when the node does not know the cursor's block (it lost it in a crash, or was set up anew):
    /// ask the opening calls again, they now list everything.
    mutating func startsOver(_ answers: [NodeAnswer]) -> Bool {
        guard cursor.block != nil, answers.last?.isRefusal(NodeAnswer.notFound) == true else { return false }
        cursor.block = nil
        return true
    }

    /// Takes the answers to `openingCalls` and returns the calls that settle the rest. Throws `wrongNetwork`,
    /// `loading`, `badAnswer` and what the node's refusals mean.
    mutating func takeOpening(_ answers: [NodeAnswer]) throws(RailError) -> [NodeCall] {
        let state = try NodeState(answers, network: configuration.network)
        let listing = try answers[NodeState.calls.count].result(of: "listsinceblock")
        guard let entries = listing["transactions"]?.elements, let block = listing["lastblock"]?.text else {
            throw RailError(.badAnswer, "The node's listsinceblock has no transactions or lastblock.")
        }
        self.state = state
        lastBlock = block
        for entry in entries {
            if let payment = try NodePayment(entry: entry) { listed.append(payment) }
        }
        var absent = Dictionary(cursor.open.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in listing["removed"]?.elements ?? [] {
            guard let payment = try NodePayment(entry: entry) else { continue }
            absent[payment.reference] = NodeCursor.Open(payment)
        }
        for payment in listed { absent[payment.reference] = nil }
        missing = absent.values.sorted { $0.reference < $1.reference }
        return ask()
    }

    private mutating func ask() -> [NodeCall] {
        var seen: Set<Question> = []
        let wanted =
            listed.filter { $0.confirmations == 0 }.map { Question.mempool(transaction: $0.transaction) }
            + missing.map { .transaction($0.transaction) }
        questions = wanted.filter { seen.insert($0).inserted }
        let calls = questions.map { question in
            switch question {
            case .mempool(let transaction): NodeCall("getmempoolentry", [.string(transaction)])
            case .transaction(let transaction): NodeCall("gettransaction", [.string(transaction), .bool(true)])
            }
        }
        // Asked last: the same tip as before means that no block came between.
        return calls + [NodeCall("getbestblockhash")]
    }

    /// Takes the answers to the calls of `takeOpening`. Throws `badAnswer`, `badAmount` and what refusals mean.
    func finish(_ answers: [NodeAnswer]) throws(RailError) -> RailBatch {
        guard let state, answers.count == questions.count + 1 else {
            preconditionFailure("every question has an answer, and the opening was taken")
        }
        let tipAfter = try answers[questions.count].result(of: "getbestblockhash").text
        let isSilenceProof = state.isMempoolLoaded && tipAfter == state.tip && state.height >= cursor.height
        let replies = Dictionary(uniqueKeysWithValues: zip(questions, answers))
        let wasOpen = Set(cursor.open.map(\.reference))
        var sightings: [RailSighting] = []
        var open: [NodeCursor.Open] = []
        for payment in listed {
            let inMempool = replies[.mempool(transaction: payment.transaction)]
            guard let stands = try standing(of: payment, inMempool: inMempool, isSilenceProof: isSilenceProof) else {
                if wasOpen.contains(payment.reference) { open.append(NodeCursor.Open(payment)) }
                continue
            }
            sightings.append(try sighting(of: payment, stands))
            if isOpen(stands, confirmations: payment.confirmations) { open.append(NodeCursor.Open(payment)) }
        }
        for payment in missing {
            guard let found = replies[.transaction(payment.transaction)] else { continue }
            let standing = try fate(of: found, isSilenceProof: isSilenceProof)
            guard let standing else {
                open.append(payment)
                continue
            }
            sightings.append(try sighting(of: payment, standing))
            if isOpen(standing.state, confirmations: standing.confirmations) { open.append(payment) }
        }
        let next = NodeCursor(
            block: lastBlock,
            height: max(state.height, cursor.height),
            open: open.sorted { $0.reference < $1.reference }
        )
        return RailBatch(sightings: sightings, cursor: next.written, tip: state.tip)
    }

    /// How far below a height it already had the node is: above zero it lost blocks and is fetching them again.
    var blocksBehind: Int {
        max(0, cursor.height - (state?.height ?? cursor.height))
    }

    private func isOpen(_ state: RailSighting.State, confirmations: Int) -> Bool {
        switch state {
        case .pending: true
        case .confirmed: confirmations < configuration.trackedDepth
        case .held, .released, .replaced, .removed: false
        }
    }

    /// Where a listed payment stands; nil when that cannot be told now.
    private func standing(
        of payment: NodePayment,
        inMempool: NodeAnswer?,
        isSilenceProof: Bool
    ) throws(RailError) -> RailSighting.State? {
        if payment.confirmations > 0 { return .confirmed }
        if payment.confirmations < 0 { return .replaced(by: payment.conflicts.first) }
        guard let inMempool, !inMempool.isRefusal(NodeAnswer.notFound) else {
            guard isSilenceProof else { return nil }
            return payment.conflicts.isEmpty ? .removed : .replaced(by: payment.conflicts.first)
        }
        _ = try inMempool.result(of: "getmempoolentry")
        return .pending
    }

    /// Where a payment stands that is not listed any more; nil when that cannot be told now.
    private func fate(
        of answer: NodeAnswer,
        isSilenceProof: Bool
    ) throws(RailError) -> (state: RailSighting.State, confirmations: Int, blockHash: String?)? {
        if answer.isRefusal(NodeAnswer.notFound) { return isSilenceProof ? (.removed, 0, nil) : nil }
        let standing = try NodeStanding(answer.result(of: "gettransaction"))
        if standing.confirmations < 0 { return (.replaced(by: standing.conflicts.first), 0, nil) }
        // Unconfirmed ones are always listed, so it moved between the two calls: ask again next time.
        if standing.confirmations == 0 { return nil }
        return (.confirmed, standing.confirmations, standing.blockHash)
    }

    private func sighting(of payment: NodePayment, _ state: RailSighting.State) throws(RailError) -> RailSighting {
        try RailSighting(
            reference: payment.reference,
            address: payment.address,
            amountText: payment.amountText,
            asset: configuration.coin.asset,
            confirmations: max(0, payment.confirmations),
            blockHash: payment.blockHash,
            state: state,
            replaceable: payment.replaceable
        )
    }

    private func sighting(
        of payment: NodeCursor.Open,
        _ standing: (state: RailSighting.State, confirmations: Int, blockHash: String?)
    ) throws(RailError) -> RailSighting {
        try RailSighting(
            reference: payment.reference,
            address: payment.address,
            amountText: payment.amountText,
            asset: configuration.coin.asset,
            confirmations: standing.confirmations,
            blockHash: standing.blockHash,
            state: standing.state
        )
    }
}

import Testing

@testable import Rails

/// Driven with answers as litecoind 0.21.2.1 gave them, shortened.
@Suite("NodePoll")
struct NodePollTests {
    private static let paid = String(repeating: "6b", count: 32)
    private static let other = String(repeating: "c6", count: 32)
    private static let tip = String(repeating: "ab", count: 32)
    private static let block = String(repeating: "e7", count: 32)
    private static let notInMempool = NodeAnswer.refusal(number: -5, message: "Transaction not in mempool")
    private static let notInWallet = NodeAnswer.refusal(number: -5, message: "Invalid or non-wallet transaction id")
    private static let inMempool = NodeAnswer.result(.object(["vsize": .number("141")]))

    private let configuration: NodeConfiguration = {
        var configuration = NodeConfiguration(
            id: "litecoin",
            coin: .litecoin,
            network: "regtest",
            url: "http://127.0.0.1:1",
            wallet: "shop",
            credentials: .password(user: "u", password: "p")
        )
        configuration.trackedDepth = 6
        return configuration
    }()

    private func json(_ text: String) throws -> JSONValue {
        try JSONValue(reading: Array(text.utf8))
    }

    private func entry(
        _ transaction: String = paid,
        output: Int = 1,
        category: String = "receive",
        amount: String = "0.30000000",
        confirmations: Int = 0,
        conflicts: [String] = [],
        more: String = ""
    ) -> String {
        """
        {"address":"rltc1q4sl","category":"\(category)","amount":\(amount),"label":"order1","vout":\(output),
         "confirmations":\(confirmations),"trusted":false,"txid":"\(transaction)",
         \(confirmations > 0 ? "\"blockhash\":\"\(Self.block)\"," : "")
         "walletconflicts":[\(conflicts.map { "\"\($0)\"" }.joined(separator: ","))],
         "time":1795217883,"timereceived":1795217883,\(more)"bip125-replaceable":"yes"}
        """
    }

    private func opening(
        _ transactions: [String],
        removed: [String] = [],
        height: Int = 101,
        loaded: Bool = true,
        chain: String = "regtest",
        downloading: Bool = false
    ) throws -> [NodeAnswer] {
        [
            .result(
                try json(
                    """
                    {"chain":"\(chain)","blocks":\(height),"headers":200,"bestblockhash":"\(Self.tip)",
                     "difficulty":4.656542373906925e-10,"initialblockdownload":\(downloading)}
                    """
                )
            ),
            .result(try json(#"{"loaded":\#(loaded),"size":1}"#)),
            .result(
                try json(
                    """
                    {"transactions":[\(transactions.joined(separator: ","))],
                     "removed":[\(removed.joined(separator: ","))],"lastblock":"\(Self.block)"}
                    """
                )
            ),
        ]
    }

    /// Polls once; `replies` answer the questions in order, before the tip.
    private func poll(
        _ opening: [NodeAnswer],
        cursor: NodeCursor? = nil,
        replies: [NodeAnswer] = [],
        tip: String = tip
    ) throws -> RailBatch {
        var poll = NodePoll(configuration: configuration, cursor: cursor)
        let questions = try poll.takeOpening(opening)
        try #require(questions.count == replies.count + 1, "every question needs a reply in the test")
        return try poll.finish(replies + [.result(.string(tip))])
    }

    private func cursor(_ batch: RailBatch) throws -> NodeCursor {
        try NodeCursor(reading: batch.cursor)
    }

    private var openCursor: NodeCursor {
        NodeCursor(
            block: Self.block,
            height: 101,
            open: [.init(reference: Self.paid + ":1", address: "rltc1q4sl", amountText: "0.30000000")]
        )
    }

    @Test func aPaymentInTheMempoolIsPending() throws {
        let batch = try poll(opening([entry()]), replies: [Self.inMempool])
        let sighting = try #require(batch.sightings.first)
        #expect(batch.sightings.count == 1)
        #expect(sighting.reference == Self.paid + ":1")
        #expect(sighting.address == "rltc1q4sl")
        #expect(sighting.amountText == "0.30000000")
        #expect(sighting.amountMinor == 30_000_000)
        #expect(sighting.remainderText == nil)
        #expect(sighting.state == .pending)
        #expect(sighting.confirmations == 0)
        #expect(sighting.blockHash == nil)
        #expect(sighting.replaceable)
        #expect(batch.tip == Self.tip)
        #expect(try cursor(batch).open.map(\.reference) == [Self.paid + ":1"])
    }

    @Test(arguments: [(1, true), (5, true), (6, false), (700, false)])
    func aConfirmedPaymentIsFollowedToTheTrackedDepth(confirmations: Int, open: Bool) throws {
        let batch = try poll(opening([entry(confirmations: confirmations)]))
        #expect(batch.sightings.map(\.state) == [.confirmed])
        #expect(batch.sightings.map(\.confirmations) == [confirmations])
        #expect(batch.sightings.map(\.blockHash) == [Self.block])
        #expect(try cursor(batch).open.isEmpty == !open)
    }

    @Test func severalOutputsOfOneTransactionAreSeveralPaymentsAndOneQuestion() throws {
        let batch = try poll(
            opening([entry(output: 0, amount: "0.1"), entry(output: 1, amount: "0.2")]),
            replies: [Self.inMempool]
        )
        #expect(batch.sightings.map(\.reference) == [Self.paid + ":0", Self.paid + ":1"])
        #expect(batch.sightings.reduce(0) { $0 + $1.amountMinor } == 30_000_000)
    }

    @Test(arguments: ["send", "generate", "immature", "orphan"])
    func whatIsNoPaymentIsLeftOut(category: String) throws {
        #expect(try poll(opening([entry(category: category)])).sightings.isEmpty)
    }

    @Test func coinbaseAndOutputsWithoutAddressAreLeftOut() throws {
        let mweb = #"{"category":"receive","amount":1.0,"confirmations":3,"txid":"\#(Self.paid)","mweb_out":"x"}"#
        let mined = entry(confirmations: 101, more: #""generated":true,"#)
        #expect(try poll(opening([mweb, mined])).sightings.isEmpty)
    }

    @Test func aBumpedPaymentIsReplacedByTheOneInTheMempool() throws {
        let batch = try poll(
            opening([entry(conflicts: [Self.other]), entry(Self.other, output: 0, conflicts: [Self.paid])]),
            replies: [Self.notInMempool, Self.inMempool]
        )
        #expect(batch.sightings.map(\.state) == [.replaced(by: Self.other), .pending])
        #expect(try cursor(batch).open.map(\.reference) == [Self.other + ":0"])
    }

    @Test func theReplacementNamedByTheWalletGoesFirst() throws {
        let named = entry(conflicts: [Self.block, Self.other], more: #""replaced_by_txid":"\#(Self.other)","#)
        let batch = try poll(opening([named]), replies: [Self.notInMempool])
        #expect(batch.sightings.map(\.state) == [.replaced(by: Self.other)])
    }

    @Test func onePaidToSomebodyElseInsteadIsRemoved() throws {
        let batch = try poll(opening([entry()]), replies: [Self.notInMempool])
        #expect(batch.sightings.map(\.state) == [.removed])
        #expect(try cursor(batch).open.isEmpty)
    }

    @Test func aConflictWithAConfirmedTransactionIsAReplacement() throws {
        let batch = try poll(opening([entry(confirmations: -1, conflicts: [Self.other])]))
        #expect(batch.sightings.map(\.state) == [.replaced(by: Self.other)])
        #expect(batch.sightings.map(\.confirmations) == [0])
    }

    // MARK: What silence proves

    @Test(arguments: ["loading", "blockBetween", "behind"])
    func notInTheMempoolProvesNothingWhileTheNodeIsNotSettled(why: String) throws {
        let answers = try opening([entry()], height: why == "behind" ? 100 : 101, loaded: why != "loading")
        let batch = try poll(
            answers,
            cursor: openCursor,
            replies: [Self.notInMempool],
            tip: why == "blockBetween" ? Self.other : Self.tip
        )
        #expect(batch.sightings.isEmpty)
        #expect(try cursor(batch).open == openCursor.open, "it is asked about again next time")
        #expect(try cursor(batch).height == 101, "the greatest height is kept")
    }

    @Test func aNewPaymentNobodyCanPlaceYetIsNotReportedAndNotLost() throws {
        let batch = try poll(opening([entry()], loaded: false), replies: [Self.notInMempool])
        #expect(batch.sightings.isEmpty)
        #expect(try cursor(batch).open.isEmpty)
        let next = try poll(opening([entry()]), cursor: cursor(batch), replies: [Self.inMempool])
        #expect(next.sightings.map(\.state) == [.pending])
    }

    @Test func oneThatDisappearedBecauseAnotherWasConfirmedIsReplaced() throws {
        // litecoind stops listing it, and its details are empty: what it was comes from the cursor.
        let found = try json(
            #"{"amount":0.3,"confirmations":-1,"txid":"\#(Self.paid)","walletconflicts":[],"details":[]}"#
        )
        let batch = try poll(opening([]), cursor: openCursor, replies: [.result(found)])
        #expect(batch.sightings.map(\.state) == [.replaced(by: nil)])
        #expect(batch.sightings.map(\.reference) == [Self.paid + ":1"])
        #expect(batch.sightings.map(\.amountMinor) == [30_000_000])
        #expect(try cursor(batch).open.isEmpty)
    }

    @Test func oneTheWalletForgotIsRemoved() throws {
        let batch = try poll(opening([]), cursor: openCursor, replies: [Self.notInWallet])
        #expect(batch.sightings.map(\.state) == [.removed])
        #expect(try cursor(batch).open.isEmpty)
    }

    @Test func oneTheWalletForgotStaysOpenWhileTheNodeIsBehind() throws {
        let batch = try poll(opening([], height: 90), cursor: openCursor, replies: [Self.notInWallet])
        #expect(batch.sightings.isEmpty)
        #expect(try cursor(batch).open == openCursor.open)
    }

    @Test func oneThatMovedBetweenTwoCallsStaysOpen() throws {
        let found = try json(#"{"confirmations":0,"walletconflicts":[],"details":[]}"#)
        let batch = try poll(opening([]), cursor: openCursor, replies: [.result(found)])
        #expect(batch.sightings.isEmpty)
        #expect(try cursor(batch).open == openCursor.open)
    }

    @Test func oneFoundDeeperThanListedIsConfirmed() throws {
        let found = try json(#"{"confirmations":9,"blockhash":"\#(Self.block)","walletconflicts":[],"details":[]}"#)
        let batch = try poll(opening([]), cursor: openCursor, replies: [.result(found)])
        #expect(batch.sightings.map(\.state) == [.confirmed])
        #expect(batch.sightings.map(\.confirmations) == [9])
        #expect(try cursor(batch).open.isEmpty)
    }

    @Test func removedEntriesAreLookedUpEvenWhenNotOpen() throws {
        let found = try json(#"{"confirmations":-3,"walletconflicts":["\#(Self.other)"],"details":[]}"#)
        let batch = try poll(opening([], removed: [entry()]), replies: [.result(found)])
        #expect(batch.sightings.map(\.state) == [.replaced(by: Self.other)])
    }

    @Test func aRemovedEntryMinedAgainIsOnlyListedOnce() throws {
        let batch = try poll(opening([entry(confirmations: 1)], removed: [entry()]))
        #expect(batch.sightings.map(\.state) == [.confirmed])
    }

    // MARK: Cursors

    @Test func nothingNewLeavesTheCursorAsItWas() throws {
        let first = try poll(opening([entry()]), replies: [Self.inMempool])
        let second = try poll(opening([entry()]), cursor: cursor(first), replies: [Self.inMempool])
        #expect(first == second)
    }

    @Test func theCursorsBlockIsAskedFrom() {
        let calls = NodePoll(configuration: configuration, cursor: openCursor).openingCalls
        #expect(calls.last?.method == "listsinceblock")
        #expect(calls.last?.parameters == [.string(Self.block), .number("6"), .bool(true), .bool(true)])
    }

    @Test func aBlockTheNodeLostListsEverythingOnce() throws {
        var poll = NodePoll(configuration: configuration, cursor: openCursor)
        var answers = try opening([])
        answers[2] = .refusal(number: -5, message: "Block not found")
        let first = poll.startsOver(answers)
        #expect(first)
        #expect(poll.openingCalls.last?.parameters.first == .string(""))
        let again = poll.startsOver(answers)
        #expect(!again, "a second refusal is an error, not a loop")
        #expect(throws: RailError(.refused, "")) { try poll.takeOpening(answers) }
    }

    // MARK: Bad answers

    @Test(arguments: ["main", "test", ""])
    func anotherNetworkIsRefused(chain: String) throws {
        let answers = try opening([], chain: chain)
        #expect(throws: RailError(.wrongNetwork, "")) { try poll(answers) }
    }

    @Test func aNodeDownloadingTheChainIsNotBelieved() throws {
        var main = configuration
        main.network = "main"
        var poll = NodePoll(configuration: main, cursor: nil)
        let answers = try opening([], chain: "main", downloading: true)
        #expect(throws: RailError(.loading, "")) { try poll.takeOpening(answers) }
    }

    @Test(arguments: [
        #"{"category":"receive","address":"a","vout":0,"amount":"0.1","confirmations":1,"txid":"T"}"#,
        #"{"category":"receive","address":"a","vout":0,"confirmations":1,"txid":"T"}"#,
        #"{"category":"receive","address":"a","vout":0,"amount":0.1,"txid":"T"}"#,
        #"{"category":"receive","address":"a","vout":0,"amount":0.1,"confirmations":1,"txid":"short"}"#,
        #"{"category":"receive","address":"a","vout":0,"amount":0.1,"confirmations":1}"#,
        #"{"address":"a","vout":0,"amount":0.1,"confirmations":1,"txid":"T"}"#,
        "1", "null",
    ])
    func anIncompletePaymentIsAnErrorAndNotSkipped(entry: String) throws {
        let answers = try opening([entry.replacing("\"T\"", with: "\"\(Self.paid)\"")])
        #expect(throws: RailError(.badAnswer, "")) { try poll(answers) }
    }

    @Test func anAmountBelowZeroIsAnError() throws {
        let answers = try opening([entry(amount: "-0.1", confirmations: 1)])
        #expect(throws: RailError(.badAmount, "")) { try poll(answers) }
    }

    @Test func aMissingWalletSaysSo() throws {
        var answers = try opening([])
        answers[2] = .refusal(number: -18, message: "Requested wallet does not exist or is not loaded")
        #expect(throws: RailError(.walletMissing, "")) { try poll(answers) }
    }
}

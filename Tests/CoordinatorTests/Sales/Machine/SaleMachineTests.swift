import Coordinator
import Testing

/// One row per case: what happens, where the sale then stands, its ending, the books, the alarms.
@Suite("SaleMachine")
struct SaleMachineTests {
    struct Row: Sendable, CustomStringConvertible {
        let description: String
        let events: String
        let pair: String
        let ending: String
        let books: String
        let alarms: String

        init(_ line: Substring) {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
            let padded = cells + Array(repeating: "", count: max(0, 6 - cells.count))
            description = padded[0]
            events = padded[1]
            pair = padded[2]
            ending = padded[3]
            books = padded[4]
            alarms = padded[5]
        }
    }

    static let rows = """
        exact | A:10p A:10c accepted finished | captured/delivered | captured | rail 10 sales 10 |
        never paid | quoteEnds | released/none | released | |
        not deep enough yet | A:10p A:10c1 | seen/reserved | open | |
        in two payments | A:6p B:4p A:6c B:4c finished | captured/delivered | captured | rail 10 sales 10 |
        underpaid, topped up in time | A:6c B:4c finished | captured/delivered | captured | rail 10 sales 10 |
        underpaid at the end | A:6c quoteEnds | refundDue/none | withPerson | rail 6 refundDue 6 |
        underpaid, refunded | A:6c quoteEnds refund | refunded/none | refunded | |
        underpaid, refunded in parts | A:6c quoteEnds refund2 refund4 | refunded/none | refunded | |
        underpaid, made credit | A:6c quoteEnds credit | credited/none | credited | rail 6 credit 6 |
        underpaid, confirmed after the end | A:6p quoteEnds A:6c | refundDue/none | withPerson | rail 6 refundDue 6 |
        overpaid | A:15c finished | captured/delivered | captured | rail 15 sales 10 credit 5 |
        overpaid, not delivered | A:15c failed | refundDue/failed | withPerson | rail 15 refundDue 15 | laneFaulted
        paid twice in time | A:10c finished B:10c | captured/delivered | captured | rail 20 sales 10 credit 10 |
        paid twice before the drop | A:10c B:10c finished \
            | captured/delivered | captured | rail 20 sales 10 credit 10 |
        paid after the end | quoteEnds A:10c! | refundDue/none | withPerson | rail 10 refundDue 10 |
        paid late before the end was noticed | A:10c! quoteEnds | refundDue/none | withPerson | rail 10 refundDue 10 |
        paid late on top of a sale | A:10c finished B:3c! \
            | captured/delivered | withPerson | rail 13 sales 10 refundDue 3 |
        a late one while the first one waits | A:10p B:10c! A:10c finished \
            | captured/delivered | captured | rail 20 sales 10 credit 10 |
        late top-up buys nothing | A:6c B:4c! quoteEnds | refundDue/none | withPerson | rail 10 refundDue 10 |
        seen in time, confirmed later | A:10p quoteEnds A:10c finished \
            | captured/delivered | captured | rail 10 sales 10 |
        seen in time, never confirmed | A:10p quoteEnds waitEnds | released/none | released | |
        seen in time, confirmed far too late | A:10p quoteEnds waitEnds A:10c \
            | refundDue/none | withPerson | rail 10 refundDue 10 |
        half confirmed while waiting | A:6c B:4p quoteEnds waitEnds \
            | refundDue/none | withPerson | rail 6 refundDue 6 |
        replaced before confirmation | A:10p A:10r | quoted/reserved | open | |
        replaced, the other one counts | A:10p A:10r B:10c finished \
            | captured/delivered | captured | rail 10 sales 10 |
        replaced by one that pays less | A:10p A:10r B:9c quoteEnds \
            | refundDue/none | withPerson | rail 9 refundDue 9 |
        replaced while waiting | A:10p quoteEnds A:10r B:10c! finished \
            | captured/delivered | captured | rail 10 sales 10 |
        reorganised before the command | A:6c A:6p | partial/reserved | open | |
        reorganised into a younger block | A:6c A:6c1 | partial/reserved | open | |
        reorganised, then topped up | A:6c A:6x B:4c A:6c finished \
            | captured/delivered | captured | rail 10 sales 10 |
        reorganised in flight | A:10c A:10x | reversed/dispatched | open | order 10 loss 10 pending 1 | PRAD
        reorganised in flight, delivered | A:10c A:10x finished \
            | reversed/delivered | withPerson | sales 10 loss 10 | PRAD
        reorganised in flight, failed | A:10c A:10x failed | released/failed | released | | PRAD laneFaulted
        reorganised in flight, back, failed | A:10c A:10x A:10c failed \
            | refundDue/failed | withPerson | rail 10 refundDue 10 | PRAD laneFaulted
        reorganised after the vend | A:10c finished A:10x | reversed/delivered | withPerson | sales 10 loss 10 | PRAD
        reorganised after the vend and back | A:10c finished A:10p A:10c \
            | captured/delivered | captured | rail 10 sales 10 | PRAD
        younger block after the vend | A:10c finished A:10c1 | captured/delivered | captured | rail 10 sales 10 |
        paid again by another transaction | A:10c finished A:10r B:10c! \
            | captured/delivered | captured | rail 10 sales 10 | PRAD
        loss accepted | A:10c finished A:10x writeOff | writtenOff/delivered | writtenOff | sales 10 loss 10 | PRAD
        loss accepted, then it comes | A:10c finished A:10x writeOff A:10c \
            | captured/delivered | captured | rail 10 sales 10 | PRAD
        gone while owed | A:10c failed A:10x | released/failed | released | | laneFaulted
        gone after the refund | A:10c failed refund A:10x \
            | reversed/failed | withPerson | rail -10 loss 10 | laneFaulted PRAR
        back after the refund | A:10c failed refund A:10x A:10c | refunded/failed | refunded | | laneFaulted PRAR
        held, delivered | A:10h finished A:10c | captured/delivered | captured | rail 10 sales 10 |
        held, failed | A:10h failed A:10l | released/failed | released | | laneFaulted
        held, never started | A:10h cannotStart | released/notStarted | released | |
        held, command expired | A:10h expired | released/notStarted | released | |
        held too little | A:6h quoteEnds | released/none | released | |
        held too little, topped up | A:6h B:4h finished | captured/delivered | captured | rail 10 sales 10 |
        held too much | A:12h finished | captured/delivered | captured | rail 12 sales 10 credit 2 |
        a second hold is given back | A:10h B:10h finished | captured/delivered | captured | rail 10 sales 10 |
        held after the end | quoteEnds A:10h! | released/none | released | |
        hold gone before the price was full | A:6h A:6l | quoted/reserved | open | |
        hold ends before the price was full | A:6h holdEnds | quoted/reserved | open | |
        hold ends in doubt | A:10h inDoubt holdEnds \
            | suspended/inDoubt | withPerson | pending 2 | laneFaulted deliveryInDoubt holdDeadlineReached
        hold ends, then delivered | A:10h holdEnds finished \
            | suspended/delivered | withPerson | sales 10 suspense 10 | holdDeadlineReached deliveredUnpaid
        hold ends, delivered, given up | A:10h holdEnds finished writeOff \
            | writtenOff/delivered | writtenOff | sales 10 loss 10 | holdDeadlineReached deliveredUnpaid
        hold ends, delivered, paid after all | A:10h holdEnds finished B:10c! \
            | captured/delivered | captured | rail 10 sales 10 | holdDeadlineReached deliveredUnpaid
        hold ends, not delivered | A:10h holdEnds failed \
            | released/failed | released | | holdDeadlineReached laneFaulted
        hold ends, the rail settles it after all | A:10h holdEnds A:10c finished \
            | captured/delivered | captured | rail 10 sales 10 | holdDeadlineReached
        too large a hold ends, then delivered | A:12h holdEnds finished \
            | suspended/delivered | withPerson | sales 10 suspense 10 | holdDeadlineReached deliveredUnpaid
        hold lost by the rail in flight | A:10h A:10l failed | released/failed | released | | holdLost laneFaulted
        hold settled by the rail itself | A:10h A:10c failed \
            | refundDue/failed | withPerson | rail 10 refundDue 10 | laneFaulted
        half held, half paid, delivered | A:6c B:4h finished | captured/delivered | captured | rail 10 sales 10 |
        half held, half paid, hold ends, failed | A:6c B:4h holdEnds failed \
            | refundDue/failed | withPerson | rail 6 refundDue 6 | holdDeadlineReached laneFaulted
        half held, half paid, hold ends, delivered | A:6c B:4h holdEnds finished \
            | suspended/delivered | withPerson | rail 6 sales 10 suspense 4 | holdDeadlineReached deliveredUnpaid
        in doubt | A:10c inDoubt \
            | confirmed/inDoubt | withPerson | rail 10 order 10 pending 1 | laneFaulted deliveryInDoubt
        in doubt, a person saw it | A:10c inDoubt resolve+ \
            | captured/delivered | captured | rail 10 sales 10 | laneFaulted deliveryInDoubt
        in doubt, a person saw it is not | A:10c inDoubt resolve- \
            | refundDue/failed | withPerson | rail 10 refundDue 10 | laneFaulted deliveryInDoubt
        held in doubt, a person saw it is not | A:10h inDoubt resolve- \
            | released/failed | released | | laneFaulted deliveryInDoubt
        no receipt | A:10c overdue | confirmed/inDoubt | withPerson | rail 10 order 10 pending 1 | deliveryOverdue
        no receipt, it comes later | A:10c overdue finished \
            | captured/delivered | captured | rail 10 sales 10 | deliveryOverdue
        no receipt, then in doubt | A:10c overdue inDoubt \
            | confirmed/inDoubt | withPerson | rail 10 order 10 pending 1 | deliveryOverdue laneFaulted deliveryInDoubt
        no timeout voids | A:10c quoteEnds waitEnds overdue quoteEnds waitEnds overdue \
            | confirmed/inDoubt | withPerson | rail 10 order 10 pending 1 | deliveryOverdue
        receipt after a person agreed | A:10c overdue resolve+ finished \
            | captured/delivered | captured | rail 10 sales 10 | deliveryOverdue receiptAfterResolution
        receipt after a person differed | A:10c overdue resolve- finished \
            | refundDue/failed | withPerson | rail 10 refundDue 10 | deliveryOverdue receiptContradictsSale
        the same receipt twice | A:10c finished finished | captured/delivered | captured | rail 10 sales 10 |
        another receipt after the first | A:10c finished failed \
            | captured/delivered | captured | rail 10 sales 10 | receiptContradictsSale
        a receipt nobody asked for | finished | quoted/reserved | open | | receiptWithoutCommand
        a person is too early | A:10c resolve- | confirmed/dispatched | open | rail 10 order 10 pending 1 |
        machine lost before the command | A:6c machineLost \
            | refundDue/none | withPerson | rail 6 refundDue 6 | machineLost
        machine lost in flight | A:10c machineLost \
            | confirmed/inDoubt | withPerson | rail 10 order 10 pending 1 | machineLost
        machine lost without receipt | A:10c overdue machineLost resolve- refund \
            | refunded/failed | refunded | | deliveryOverdue machineLost
        another amount for a known payment | A:6c A:7c \
            | partial/reserved | open | rail 6 order 6 | paymentAmountChanged
        an amount of nothing | A:0c | quoted/reserved | open | | paymentAmountBad
        a negative amount | A:-5c | quoted/reserved | open | | paymentAmountBad
        too early to end | quoteEnds? waitEnds? | quoted/reserved | open | |
        more than is owed | A:6c quoteEnds refund7 | refundDue/none | withPerson | rail 6 refundDue 6 |
        the same word and older word | A:6c A:6=c A:6<p | partial/reserved | open | rail 6 order 6 |
        """.split(separator: "\n").map(Row.init)

    @Test("ends as the row says", arguments: rows)
    func endsAsTheRowSays(_ row: Row) throws {
        var script = SaleScript()
        #expect(script.run(row.events) == nil)
        let state = script.machine.state
        #expect("\(state.money.rawValue)/\(state.goods.rawValue)" == row.pair)
        #expect(state.ending?.rawValue ?? "open" == row.ending)
        #expect(script.books.text == row.books)
        #expect(script.books.faults == [])
        try expectLedgerAgrees(script)
        let expected = row.alarms
            .replacing("PRAD", with: SaleAlarm.paymentReversedAfterDispatch.rawValue)
            .replacing("PRAR", with: SaleAlarm.paymentReversedAfterRefund.rawValue)
        #expect(script.alarms.map(\.rawValue).joined(separator: " ") == expected)
    }

    /// The same postings in the real ledger.
    private func expectLedgerAgrees(_ script: SaleScript) throws {
        var ledger = try SaleLedger()
        for postings in script.postings { try ledger.book(postings) }
        #expect(ledger.refused == [])
        #expect(ledger.text == script.books.text)
        #expect(ledger.findings == [])
    }

    @Test func dispatchesOnceAndTakesWhatIsHeldOnlyAfterTheDrop() {
        var script = SaleScript()
        #expect(script.run("A:10h A:10h accepted") == nil)
        #expect(script.count(.dispatch) == 1)
        #expect(script.count(.capture(reference: "A", amountMinor: 10)) == 0)
        #expect(script.run("finished A:10c finished") == nil)
        #expect(script.count(.dispatch) == 1)
        #expect(script.count(.capture(reference: "A", amountMinor: 10)) == 1)
        #expect(script.count(.release(reference: "A")) == 0)
    }

    @Test func givesAHoldBackAtOnceWhenTheDropFails() {
        var script = SaleScript()
        #expect(script.run("A:10h failed") == nil)
        #expect(script.count(.release(reference: "A")) == 1)
        #expect(script.count(.faultLane) == 1)
        #expect(script.count(.releaseStock) == 1)
    }

    @Test func asksAgainForAHoldTheRailDidNotGiveBack() {
        var script = SaleScript()
        #expect(script.run("A:10h holdEnds A:10l A:10h") == nil)
        #expect(script.count(.release(reference: "A")) == 2)
    }

    @Test func refusesTheFirstPaymentBeyondTheLimit() {
        var script = SaleScript(price: 1_000)
        for number in 1...PaymentMatcher.maximumPayments {
            #expect(script.run("P\(number):1p") == nil)
        }
        #expect(script.alarms == [])
        #expect(script.run("one-more:1p") == nil)
        #expect(script.alarms == [.tooManyPayments])
        #expect(script.machine.state.payments.count == PaymentMatcher.maximumPayments)
    }

    @Test func everyQueueReasonEntersAndLeaves() {
        let rounds: [(QueueReason, String, String)] = [
            (.inDoubt, "A:10c inDoubt", "resolve+"), (.noReceipt, "A:10c overdue", "finished"),
            (.machineLost, "A:10c machineLost", "resolve-"), (.customerReleased, "A:10h holdEnds", "failed"),
            (.deliveredUnpaid, "A:10h holdEnds finished", "writeOff"),
            (.paymentReversed, "A:10c finished A:10x", "A:10c"), (.refundDue, "A:6c quoteEnds", "refund"),
        ]
        #expect(Set(rounds.map(\.0)) == Set(QueueReason.allCases))
        for (reason, before, after) in rounds {
            var script = SaleScript()
            #expect(script.run(before) == nil)
            #expect(script.machine.state.queue == [reason])
            #expect(script.count(.enqueue(reason)) == 1)
            #expect(script.count(.dequeue(reason)) == 0)
            #expect(script.run(after) == nil)
            #expect(script.count(.dequeue(reason)) == 1)
            #expect(!script.machine.state.queue.contains(reason))
        }
    }
}

import Supervision
import Testing

@Suite("Timeline")
struct TimelineTests {
    @Test func ordersStepsByTimeAndCountsFromTheFirst() {
        var timeline = Timeline()
        timeline.add(.init(atMilliseconds: 10_500, name: "motor.on", words: "The motor turns."))
        timeline.add(.init(atMilliseconds: 10_000, name: "order", words: "Ordered."))
        timeline.add(.init(atMilliseconds: 10_500, name: "drop", words: "It fell."))
        timeline.add(.init(atMilliseconds: 71_250, name: "done", words: "Done."))
        #expect(
            timeline.text == """
                  +   0.000 s  order     Ordered.
                  +   0.500 s  motor.on  The motor turns.
                  +   0.500 s  drop      It fell.
                  +  61.250 s  done      Done.

                """
        )
    }

    @Test func withoutStepsThereIsNoText() {
        #expect(Timeline().text.isEmpty)
    }

    @Test func tellsTheStepsOfASale() {
        #expect(SaleStory.tell(kind: "order.created", data: [:])?.name == "order")
        #expect(SaleStory.tell(kind: "sale.changed", data: ["entry": "delivered"])?.name == "delivered")
        #expect(SaleStory.tell(kind: "sale.changed", data: ["entry": "customerReleased"])?.name == "customerReleased")
        #expect(SaleStory.tell(kind: "sale.changed", data: ["entry": "paymentSighted"]) == nil)
        #expect(SaleStory.tell(kind: "token.made", data: [:]) == nil)
    }

    @Test func tellsCausesBeforeWhatTheyCaused() {
        let kinds = ["sale.changed", "command.queued", "sale.dispatched", "sighting.seen", "order.created"]
        #expect(kinds.sorted { SaleStory.rank(kind: $0) < SaleStory.rank(kind: $1) } == kinds.reversed())
    }
}

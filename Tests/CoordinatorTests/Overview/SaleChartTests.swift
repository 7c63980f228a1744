import Database
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Sale chart")
struct SaleChartTests {
    @Test func sortsSalesIntoSlotsAndPlaces() {
        let chart = SaleChart(
            [
                SaleTally(place: "hall", slot: 0, goods: .delivered, count: 3),
                SaleTally(place: "hall", slot: 2, goods: .failed, count: 1),
                SaleTally(place: "attic", slot: 2, goods: .delivered, count: 5),
                SaleTally(place: "attic", slot: 1, goods: .inDoubt, count: 1),
                SaleTally(place: "attic", slot: 1, goods: .dispatched, count: 2),
                SaleTally(place: "attic", slot: 3, goods: .delivered, count: 9),
                SaleTally(place: "attic", slot: -1, goods: .delivered, count: 9),
            ],
            slots: 3
        )
        #expect(chart.places.map(\.place) == ["attic", "hall"])
        #expect(chart.sum.delivered == 8 && chart.sum.failed == 1 && chart.sum.inDoubt == 1 && chart.sum.underWay == 2)
        #expect(chart.slots.map(\.delivered) == [3, 0, 5])
        #expect(chart.slots.map(\.successPercent) == [100, 0, 83])
        #expect(chart.sum.successPercent == 80)
    }

    @Test func hasNoRateWhereNothingWasDecided() {
        let chart = SaleChart([SaleTally(place: "hall", slot: 0, goods: .dispatched, count: 2)], slots: 1)
        #expect(chart.sum.successPercent == nil)
    }

    @Test func namesDaysAtTheirMidnight() {
        // 15 Jan 2027, 08:00: a week's first slot begins at 12:00.
        let now = Moment(milliseconds: 1_800_000_000_000)
        func names(_ range: ChartRange) -> [String] {
            let start = range.start(at: now)
            return range.labels(from: start).sorted().map {
                range.slotName(start + Int64($0) * range.slotMilliseconds)
            }
        }
        #expect(names(.week) == ["9 Jan", "11 Jan", "13 Jan", "15 Jan"])
        #expect(names(.day) == ["12:00", "16:00", "20:00", "00:00", "04:00", "08:00"])
        #expect(names(.month).first == "17 Dec")
        #expect(ChartRange.week.slotName(now.milliseconds) == "15 Jan 08:00")
    }

    @Test func beginsItsRangesOnWholeSlots() {
        let now = Moment(milliseconds: 1_800_000_000_000 + 1_234_567)
        for range in ChartRange.allCases {
            let start = range.start(at: now)
            #expect(start % range.slotMilliseconds == 0)
            let slot = (now.milliseconds - start) / range.slotMilliseconds
            #expect(slot == Int64(range.slots - 1))
        }
    }

    @Test func readsWhatTheTablesSay() async throws {
        let shop = try await Shop.open(stock: 9)
        for status in [DeliveryStatus.finished, .finished, .failed] {
            let order = try await shop.order()
            try await shop.pay(order)
            try await shop.report(status, order)
            try await shop.put("/v1/places/hall/lanes/A", body: #"{"faulted":false}"#)
        }
        _ = try await shop.order()
        let tallies = try await shop.coordinator.runtime.view { try SaleTally.read(.day, place: nil, in: $0) }
        let chart = SaleChart(tallies, slots: ChartRange.day.slots)
        #expect(chart.sum.delivered == 2 && chart.sum.failed == 1 && chart.sum.total == 3)
        #expect(chart.slots.last?.delivered == 2)
        let none = try await shop.coordinator.runtime.view { try SaleTally.read(.month, place: "attic", in: $0) }
        #expect(none.isEmpty)
        await shop.close()
    }

    @Test func samplesHowManySalesWait() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        #expect(try await shop.coordinator.runtime.perform { try DepthSample.take(in: $0) })
        #expect(try await !shop.coordinator.runtime.perform { try DepthSample.take(in: $0) })
        try await shop.report(.inDoubt, order)
        shop.clock.advance(milliseconds: DepthSample.intervalMilliseconds)
        #expect(try await shop.coordinator.runtime.perform { try DepthSample.take(in: $0) })
        let depths = try await shop.coordinator.runtime.view { try DepthSample.read(.day, place: nil, in: $0) }
        #expect(depths == [DepthSample.Depth(slot: 23, withMachine: 1, withPerson: 1)])
        shop.clock.advance(milliseconds: DepthSample.keptMilliseconds * 2)
        _ = try await shop.coordinator.runtime.perform { try DepthSample.take(in: $0) }
        let rows = try await shop.coordinator.runtime.view {
            try $0.transaction.rows("SELECT at FROM depth_sample", [:])
        }
        #expect(rows.count == 1)
        await shop.close()
    }
}

import Coordinator
import Platform
import TestSupport
import Testing

/// Every path through small worlds: what must hold at every step of every one. A walk takes seconds, so it has a
/// thread of its own: every other test waits for the shared pool.
@Suite("SaleMachine, every path", .serialized)
struct SaleMachineExhaustiveTests {
    @Test func everyStepKeepsThePromises() async throws {
        let model = try await DedicatedThread.run("sale-model") { try SaleModel() }
        #expect(model.sizes.allSatisfy { $0.states > 100 })
        #expect(model.faults.values.sorted() == [])
        #expect(model.deadEnds == [])
        #expect(model.stuck == [])
        #expect(model.disagreements == [])
        #expect(model.effective == [])
        // More payments than a small world has: SaleMachineTests has a row for it.
        #expect(model.alarms.union([.tooManyPayments]) == Set(SaleAlarm.allCases))
        #expect(model.reasons == Set(IgnoredReason.allCases))
        // A promise that was never at stake was not looked at.
        #expect(SalePromise.allCases.filter { model.stakes[$0] == nil } == [])
        // The endings are those that are documented, and each is reached.
        #expect(Set(model.endings.values.flatMap { $0.compactMap(\.self) }) == Set(SaleEnding.allCases))
        try expectDocumentedSuccessors(model)
        try GeneratedFile.verify("docs/generated/sale-model.md", contents: model.markdown)
    }

    /// What the comments of the two halves say may follow is what follows, no less and no more.
    private func expectDocumentedSuccessors(_ model: SaleModel) throws {
        let folder = "Sources/Coordinator/Sales/Machine"
        let goods = try DocumentedSuccessors.read("\(folder)/GoodsState.swift")
        let foundGoods = model.successors(\.goods)
        for state in GoodsState.allCases {
            #expect(goods[state.rawValue] == Set((foundGoods[state] ?? []).map(\.rawValue)), "goods \(state)")
        }
        let money = try DocumentedSuccessors.read("\(folder)/MoneyState.swift")
        let foundMoney = model.successors(\.money)
        for state in MoneyState.allCases {
            #expect(money[state.rawValue] == Set((foundMoney[state] ?? []).map(\.rawValue)), "money \(state)")
        }
    }
}

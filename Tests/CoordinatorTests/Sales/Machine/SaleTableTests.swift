import Coordinator
import Platform
import TestSupport
import Testing

@Suite("SaleTable")
struct SaleTableTests {
    @Test func everyPairIsReachedOrHasAReasonWhyNot() async throws {
        let table = try await DedicatedThread.run("sale-table") { SaleTable() }
        var reachable: Set<String> = []
        for money in MoneyState.allCases {
            for goods in GoodsState.allCases where SaleState.unreachableReason(money, goods) == nil {
                reachable.insert("\(money.rawValue)/\(goods.rawValue)")
            }
        }
        #expect(table.reached.subtracting(reachable) == [])
        #expect(reachable.subtracting(table.reached) == [])
        try GeneratedFile.verify("docs/generated/sale-table.md", contents: table.markdown)
    }
}

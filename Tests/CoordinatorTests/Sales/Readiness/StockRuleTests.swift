import Coordinator
import TestSupport
import Testing

@Suite("StockRule")
struct StockRuleTests {
    @Test func theLastItemIsPromisedOnce() throws {
        var stock = StockRule(stock: 1)
        try stock.reserve()
        #expect(stock.available == 0)
        #expect(throws: CoordinatorError(.soldOut, "")) { try stock.reserve() }
        try stock.release()
        #expect(stock.available == 1)
        try stock.reserve()
        try stock.consume()
        #expect(stock == StockRule(stock: 0))
        #expect(throws: CoordinatorError(.soldOut, "")) { try stock.reserve() }
    }

    @Test func nothingUnpromisedIsTakenOrGivenBack() {
        var stock = StockRule(stock: 5)
        #expect(throws: CoordinatorError(.conflict, "")) { try stock.consume() }
        #expect(throws: CoordinatorError(.conflict, "")) { try stock.release() }
        #expect(stock == StockRule(stock: 5))
    }

    @Test func aCountBelowWhatIsPromisedSellsNothing() throws {
        var stock = StockRule(stock: 3)
        try stock.reserve()
        try stock.reserve()
        stock.count(1)
        #expect(stock.available == 0)
        try stock.consume()
        try stock.consume()
        #expect(stock == StockRule(stock: 0))
    }

    @Test func neverPromisesMoreThanThereIs() throws {
        try forAll { generator in
            let start = Int64.random(in: 0...4, using: &generator)
            var stock = StockRule(stock: start)
            var open = 0
            var sold = 0
            for _ in 0..<60 {
                switch Int.random(in: 0...2, using: &generator) {
                case 0:
                    let isThere = stock.available > 0
                    try #require(((try? stock.reserve()) != nil) == isThere)
                    if isThere { open += 1 }
                case 1 where open > 0:
                    try stock.consume()
                    open -= 1
                    sold += 1
                case 2 where open > 0:
                    try stock.release()
                    open -= 1
                default: continue
                }
                try #require(Int64(open + sold) <= start)
                try #require(stock.reserved == Int64(open) && stock.stock == start - Int64(sold))
            }
        }
    }
}

import Testing

@testable import Coordinator

@Suite("Receipt rule")
struct ReceiptRuleTests {
    @Test func onlyTheNextInTheRowIsTaken() {
        #expect(ReceiptRule.judge(1, through: 0) == .next)
        #expect(ReceiptRule.judge(2, through: 0) == .gap)
        #expect(ReceiptRule.judge(0, through: 0) == .duplicate)
        #expect(ReceiptRule.judge(-1, through: 0) == .duplicate)
        #expect(ReceiptRule.judge(7, through: 7) == .duplicate)
        #expect(ReceiptRule.judge(8, through: 7) == .next)
        #expect(ReceiptRule.judge(.max, through: 7) == .gap)
    }
}

import Testing

@testable import mintmark

@Suite("AmountText")
struct AmountTextTests {
    @Test(arguments: [
        ("150", "EUR", "1.50 EUR"), ("5", "EUR", "0.05 EUR"), ("-150", "EUR", "-1.50 EUR"),
        ("1500000", "LTC", "0.01500000 LTC"), ("1", "USDC-ETH", "0.000001 USDC-ETH"),
        ("150", "SANDBOX-EUR", "1.50 SANDBOX-EUR"),
        ("99999999999999999999", "EUR", "99999999999999999999 minor units of EUR"),
        ("150", "no asset", "150 minor units of no asset"),
    ])
    func hasTheAssetsDecimals(minor: String, asset: String, text: String) {
        #expect(AmountText.whole(minor, asset) == text)
    }

    @Test(arguments: [
        ("1.50", "EUR", "150"), ("1.5", "EUR", "150"), ("2", "EUR", "200"), ("0.05", "EUR", "5"),
        ("0.015", "LTC", "1500000"),
    ])
    func isReadInWholeUnits(text: String, asset: String, minor: String) throws {
        #expect(try AmountText.minor(text, asset) == minor)
    }

    @Test(arguments: [
        "", "0", "0.00", "-1", "+1", "1.505", "1,50", ".5", "1.", "1.5.0", "1e2", "٣", "99999999999999999999", " 1",
    ])
    func whatIsNoAmountIsAUsageError(text: String) {
        let error = #expect(throws: CommandError.self) { try AmountText.minor(text, "EUR") }
        #expect(error?.status == .usage)
        #expect(error?.message.contains("like 1.50") == true)
    }
}

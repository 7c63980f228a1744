import Testing

@testable import Coordinator

@Suite("Amounts for people")
struct AmountTests {
    private static let space = "\u{A0}"

    @Test(arguments: [
        (150, "EUR", 2, "€1.50", "1,50\(space)€"), (5, "EUR", 2, "€0.05", "0,05\(space)€"),
        (100_000, "EUR", 2, "€1000.00", "1000,00\(space)€"), (150, "SANDBOX-EUR", 2, "€1.50", "1,50\(space)€"),
        (250, "CHF", 2, "2.50\(space)CHF", "2,50\(space)CHF"), (200, "JPY", 0, "200\(space)JPY", "200\(space)JPY"),
        (1_500_000, "LTC", 8, "0.015\(space)LTC", "0.015\(space)LTC"),
        (1, "BTC", 8, "0.00000001\(space)BTC", "0.00000001\(space)BTC"),
    ])
    func areWrittenAsPeopleDo(_ minor: Int64, _ code: String, _ decimals: Int, _ english: String, _ german: String) {
        let unit = QuoteTerms.Unit(code: code, decimals: decimals)
        #expect(Language.english.amount(minor, unit) == english)
        #expect(Language.german.amount(minor, unit) == german)
    }
}

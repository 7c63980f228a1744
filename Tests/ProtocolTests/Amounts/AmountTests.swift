import Protocol
import Testing

@Suite("Amount") struct AmountTests {
    @Test(arguments: [("EUR", 2), ("USD", 2), ("LTC", 8), ("BTC", 8), ("XMR", 12), ("ETH", 9), ("USDC-ETH", 6)])
    func knowsTheMinorUnits(code: String, decimals: Int) throws { #expect(try Asset(code).decimals == decimals) }

    @Test func printsAllDecimals() throws {
        #expect(Amount(150, try Asset("EUR")).description == "1.50 EUR")
        #expect(Amount(5, try Asset("EUR")).description == "0.05 EUR")
        #expect(Amount(-5, try Asset("EUR")).description == "-0.05 EUR")
        #expect(Amount(Int64.min, try Asset("EUR")).description == "-92233720368547758.08 EUR")
        #expect(Amount(1, try Asset("LTC")).description == "0.00000001 LTC")
    }

    @Test func isADecimalStringOnTheWire() throws {
        let bytes = try StrictJSON.encode(Amount(Int64.max, try Asset("LTC")))
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"amount":"9223372036854775807","asset":"LTC"}"#)
        #expect(try StrictJSON.decode(Amount.self, from: bytes) == Amount(Int64.max, try Asset("LTC")))
    }

    @Test(arguments: [
        #"{"amount":1,"asset":"EUR"}"#, #"{"amount":"01","asset":"EUR"}"#, #"{"amount":"+1","asset":"EUR"}"#,
        #"{"amount":"1.5","asset":"EUR"}"#, #"{"amount":"9223372036854775808","asset":"EUR"}"#,
        #"{"amount":"","asset":"EUR"}"#, #"{"amount":"1","asset":"eur"}"#, #"{"amount":"1","asset":""}"#,
        #"{"amount":"-0","asset":"EUR"}"#,
    ])
    func refusesOtherForms(text: String) {
        #expect(code { _ = try StrictJSON.decode(Amount.self, from: Array(text.utf8)) } == .malformed)
    }

    @Test func addsOnlyWhatFits() throws {
        let (euro, coin) = (try Asset("EUR"), try Asset("LTC"))
        #expect(try Amount(1, euro).adding(Amount(2, euro)) == Amount(3, euro))
        #expect(code { _ = try Amount(1, euro).adding(Amount(2, coin)) } == .malformed)
        #expect(code { _ = try Amount(Int64.max, euro).adding(Amount(1, euro)) } == .malformed)
    }
}

import Coordinator
import Foundation
import Testing

@Suite("QuoteTerms")
struct QuoteTermsTests {
    private static let decimals = ["EUR": 2, "LTC": 8, "BTC": 8, "XMR": 12, "ETH": 9, "USDC": 6, "JPY": 0, "PLAY": 2]

    /// price in minor units, currency, rate, asset, amount in minor units; worked out by hand.
    static let vectors: [(Int64, String, String, String, Int64)] = [
        (150, "EUR", "1", "PLAY", 150),
        (150, "EUR", "1.00", "PLAY", 150),
        (150, "EUR", "100", "LTC", 1_500_000),
        (150, "EUR", "82.15", "LTC", 1_825_929),
        (1, "EUR", "82.15", "LTC", 12_173),
        (100, "EUR", "3", "LTC", 33_333_334),
        (99, "EUR", "3", "LTC", 33_000_000),
        (250, "EUR", "97123.456789", "BTC", 2_575),
        (1, "EUR", "999999999999999999", "BTC", 1),
        (150, "EUR", "151.37", "XMR", 9_909_493_295),
        (150, "EUR", "2500", "ETH", 600_000),
        (150, "EUR", "0.92", "USDC", 1_630_435),
        (300, "JPY", "15000", "LTC", 2_000_000),
        (150, "EUR", "0.00000000000000001", "PLAY", -1),
        (Int64.max, "EUR", "0.01", "XMR", -1),
        (Int64.max, "EUR", "1", "PLAY", -1),
        (PaymentMatcher.maximumAmountMinor, "EUR", "1", "PLAY", PaymentMatcher.maximumAmountMinor),
        (PaymentMatcher.maximumAmountMinor + 1, "EUR", "1", "PLAY", -1),
    ]

    @Test("rounds up and never overflows", arguments: vectors)
    func roundsUp(_ price: Int64, _ currency: String, _ rate: String, _ asset: String, _ amount: Int64) throws {
        let make = { try Self.terms(price, currency, rate, asset) }
        guard amount > 0 else {
            #expect(throws: CoordinatorError(.limit, "")) { try make() }
            return
        }
        let terms = try make()
        #expect(terms.amountMinor == amount)
        try terms.replay()
    }

    @Test(
        "refuses what is not a positive decimal number",
        arguments: [
            "", "0", "0.0", "-1", "+1", ".5", "5.", "1.2.3", "1e3", "1,5", " 1", "1 ", "0x1", "NaN", "inf", "١",
            "1234567890123456789", "0.1234567890123456789",
        ]
    )
    func refusesBadRates(_ text: String) {
        #expect(throws: CoordinatorError(.invalid, "")) { try ExchangeRate(text) }
    }

    @Test func refusesBadPricesUnitsAndValidity() {
        for price in [0, -1, Int64.min] as [Int64] {
            #expect(throws: CoordinatorError(.invalid, "")) { try Self.terms(price, "EUR", "1", "PLAY") }
        }
        for validity in [0, -1, Int64.max] as [Int64] {
            #expect(throws: CoordinatorError(.invalid, "")) {
                try Self.terms(100, "EUR", "1", "PLAY", validMilliseconds: validity)
            }
        }
        for decimals in [-1, 19] {
            #expect(throws: CoordinatorError(.invalid, "")) {
                try QuoteTerms(
                    priceMinor: 1,
                    currency: .init(code: "EUR", decimals: decimals),
                    asset: .init(code: "LTC", decimals: 8),
                    rate: ExchangeRate("1"),
                    quotedAt: 0,
                    validMilliseconds: 1
                )
            }
        }
    }

    @Test func holdsFromItsStartToBeforeItsEnd() throws {
        let terms = try Self.terms(100, "EUR", "1", "PLAY", validMilliseconds: 60_000)
        #expect(!terms.isValid(at: 999))
        #expect(terms.isValid(at: 1_000))
        #expect(terms.isValid(at: 60_999))
        #expect(!terms.isValid(at: 61_000))
    }

    @Test func aChangedRecordDoesNotReplay() throws {
        let terms = try Self.terms(150, "EUR", "82.15", "LTC")
        let json = String(decoding: try JSONEncoder().encode(terms), as: UTF8.self)
        let same = try JSONDecoder().decode(QuoteTerms.self, from: Data(json.utf8))
        #expect(same == terms)
        try same.replay()
        for (old, new) in [("1825929", "1825928"), ("82.15", "82.16"), ("\"priceMinor\":150", "\"priceMinor\":151")] {
            #expect(json.contains(old))
            let changed = try JSONDecoder().decode(QuoteTerms.self, from: Data(json.replacing(old, with: new).utf8))
            #expect(throws: CoordinatorError(.conflict, "")) { try changed.replay() }
        }
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(QuoteTerms.self, from: Data(json.replacing("82.15", with: "8e1").utf8))
        }
    }

    private static func terms(
        _ price: Int64,
        _ currency: String,
        _ rate: String,
        _ asset: String,
        validMilliseconds: Int64 = 60_000
    ) throws -> QuoteTerms {
        try QuoteTerms(
            priceMinor: price,
            currency: .init(code: currency, decimals: try #require(decimals[currency])),
            asset: .init(code: asset, decimals: try #require(decimals[asset])),
            rate: ExchangeRate(rate),
            quotedAt: 1_000,
            validMilliseconds: validMilliseconds
        )
    }
}

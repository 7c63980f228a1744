import Testing

@testable import Rails

@Suite("RailAmount")
struct RailAmountTests {
    /// text, decimals, minor units, remainder.
    @Test(
        arguments: [
            ("0", 8, 0, nil),
            ("0.00000001", 8, 1, nil),
            ("0.30000000", 8, 30_000_000, nil),
            ("20999999.97690000", 8, 2_099_999_997_690_000, nil),
            ("90071992.54740993", 8, 9_007_199_254_740_993, nil),
            ("1e-8", 8, 1, nil),
            ("1.5E3", 2, 150_000, nil),
            ("12e+0", 2, 1_200, nil),
            ("-0.00", 2, 0, nil),
            ("1.234", 2, 123, "0.004"),
            ("0.000000019", 8, 1, "0.000000009"),
            ("0.0100", 0, 0, "0.01"),
            ("5e-11", 8, 0, "0.00000000005"),
            ("92233720368547758.07", 2, Int64.max, nil),
        ] as [(String, Int, Int64, String?)]
    )
    func readsExactly(text: String, decimals: Int, minor: Int64, remainder: String?) throws {
        let amount = try RailAmount(text: text, decimals: decimals)
        #expect(amount.minor == minor)
        #expect(amount.remainderText == remainder)
    }

    @Test(arguments: [
        "", "-1", ".5", "1.", "01", "+1", "1,5", "0x10", "1e", "1e+", "1e99", "1e999999999", "NaN", "Infinity", " 1",
        "1 ",
        "٣", "92233720368547758.08", String(repeating: "9", count: 81),
    ])
    func refusesWhatIsNoAmount(text: String) {
        #expect(throws: RailError(.badAmount, "")) { try RailAmount(text: text, decimals: 2) }
    }

    @Test func addsUpWhereBinaryFloatingPointDoesNot() throws {
        let sum =
            try RailAmount(text: "0.1", decimals: 8).minor + RailAmount(text: "0.2", decimals: 8).minor
        #expect(try sum == RailAmount(text: "0.3", decimals: 8).minor)
        #expect(0.1 + 0.2 != 0.3, "the reason this type exists")
    }

    @Test(
        arguments: [
            (1_500_000, 8, "0.015"), (100_000_000, 8, "1"), (1, 8, "0.00000001"), (0, 2, "0"), (150, 2, "1.5"),
            (-5, 2, "-0.05"), (7, 0, "7"), (Int64.max, 2, "92233720368547758.07"),
            (Int64.min, 2, "-92233720368547758.08"),
        ] as [(Int64, Int, String)]
    )
    func writesWithoutTrailingZeros(minor: Int64, decimals: Int, text: String) {
        #expect(RailAmount.text(minor: minor, decimals: decimals) == text)
    }

    @Test func everyAmountReadsBackAsItself() throws {
        for minor in stride(from: Int64(0), through: 2_100_000_000_000_000, by: 41_999_999_999_999) {
            let text = RailAmount.text(minor: minor, decimals: 8)
            #expect(try RailAmount(text: text, decimals: 8).minor == minor)
        }
    }
}

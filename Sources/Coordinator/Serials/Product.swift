import Database
package import Passport

/// A product whose pieces get serials: a row of the table `product`.
package struct Product: Sendable {
    /// How its serials look.
    package enum SerialForm: Hashable, Sendable {
        /// Thirteen random characters of Crockford's base 32.
        case random
        /// Numbers of so many digits in a secret order, for lines that can stamp nothing else.
        case numbers(digits: Int, key: [UInt8])
    }

    /// Digits that a form of numbers may have: fewer are guessed too easily, more are past what the permutation holds.
    package static let digits = 8...18

    /// What it is.
    package let gtin: GTIN
    /// Whose.
    package let owner: String
    /// What people call it.
    package let name: String
    /// How its serials look.
    package let form: SerialForm
    /// Where the secret order goes on, for a form of numbers.
    package let nextNumber: Int64
    /// How many serials were ever granted.
    package let issued: Int64
    /// What the passports of its pieces begin with; nil when they get none.
    package let passport: PassportTemplate?

    init(row: DatabaseRow) throws {
        gtin = try GTIN(row.text("gtin"))
        owner = try row.text("owner")
        name = try row.text("name")
        form =
            if let digits = try row.optionalInt64("digits") {
                .numbers(digits: Int(digits), key: try row.blob("number_key"))
            } else {
                .random
            }
        nextNumber = try row.int64("next_number")
        issued = try row.int64("issued")
        passport = try row.optionalText("passport").map {
            try PassportTemplate(json: JSONValue(parsing: Array($0.utf8), maximumBytes: $0.utf8.count))
        }
    }

    /// How easily one of its serials is guessed.
    package var guessRisk: GuessRisk {
        switch form {
        case .random: GuessRisk(space: Self.randomSpace, issued: UInt64(issued))
        case .numbers(let digits, _): GuessRisk(space: Double(Self.count(digits)), issued: UInt64(issued))
        }
    }

    /// How many numbers have so many digits, with leading zeros.
    static func count(_ digits: Int) -> UInt64 { (0..<digits).reduce(1) { power, _ in power * 10 } }

    private static let randomSpace =
        Double(sign: .plus, exponent: RandomSerial.minimumCharacters * 5, significand: 1)
}

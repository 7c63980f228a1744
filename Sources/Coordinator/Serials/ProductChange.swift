import Passport

/// The body of `PUT /v1/products/{gtin}`.
package struct ProductChange: Codable, Sendable {
    /// What people call it.
    package var name: String
    /// Digits of its serials, for lines that stamp numbers only; random serials when left out. It never changes.
    package var serialDigits: Int?

    /// Longest name, in code points.
    package static let nameCharacters = 120

    /// Makes a change.
    package init(name: String, serialDigits: Int? = nil) {
        self.name = name
        self.serialDigits = serialDigits
    }

    /// - Throws: `invalid`, saying why.
    func check() throws(CoordinatorError) {
        guard (1...Self.nameCharacters).contains(name.unicodeScalars.count) else {
            throw CoordinatorError(.invalid, "A product's name has 1 to \(Self.nameCharacters) characters.")
        }
        if let serialDigits, !Product.digits.contains(serialDigits) {
            throw CoordinatorError(
                .invalid,
                "serialDigits must be from \(Product.digits.lowerBound) to \(Product.digits.upperBound); leave it out "
                    + "for random serials, which nobody guesses."
            )
        }
    }
}

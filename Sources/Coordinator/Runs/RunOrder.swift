import Passport
import Protocol

/// The body of `POST /v1/runs`: so many units of a product, on one line.
package struct RunOrder: Codable, Sendable {
    /// The product.
    package var gtin: String
    /// The lot.
    package var lot: String?
    /// How many units are to be commissioned.
    package var count: Int
    /// The machine whose line makes them.
    package var machine: String
    /// Serials beyond `count`, for units that are scrapped; a tenth, and five at least, when left out.
    package var spare: Int?
    /// Whether it starts as soon as the machine holds its serials.
    package var start: Bool?

    /// Most units of one run: so many serials are granted in one go.
    package static let maximumCount = 5_000

    /// Makes an order.
    package init(gtin: String, lot: String? = nil, count: Int, machine: String, spare: Int? = nil, start: Bool? = nil) {
        self.gtin = gtin
        self.lot = lot
        self.count = count
        self.machine = machine
        self.spare = spare
        self.start = start
    }

    /// Serials beyond the count.
    var spareCount: Int { spare ?? max(5, (count + 9) / 10) }

    /// - Throws: `invalid`, saying what is wrong.
    func check() throws(CoordinatorError) {
        guard (1...Self.maximumCount).contains(count) else {
            throw CoordinatorError(.invalid, "A run is of 1 to \(Self.maximumCount) units, not \(count).")
        }
        guard (0...Self.maximumCount).contains(spareCount) else {
            throw CoordinatorError(.invalid, "spare must be from 0 to \(Self.maximumCount).")
        }
    }
}

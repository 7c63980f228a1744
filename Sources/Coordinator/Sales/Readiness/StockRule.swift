import Faults

/// The units in one lane. A reserved unit is still in the lane but promised: what may be sold is the rest, so the last
/// item is never sold twice.
package struct StockRule: Hashable, Codable, Sendable {
    /// Units in the lane.
    package private(set) var stock: Int64

    /// Units of them that are promised to open sales.
    package private(set) var reserved: Int64

    /// A lane's count. A person may have counted fewer than are promised: then nothing is available.
    package init(stock: Int64, reserved: Int64 = 0) {
        precondition(stock >= 0 && reserved >= 0, "a lane holds and promises no less than nothing")
        self.stock = stock
        self.reserved = reserved
    }

    /// Units that may be sold now.
    package var available: Int64 { max(0, stock - reserved) }

    /// Promises one unit.
    /// - Throws: `soldOut` when none is available.
    package mutating func reserve() throws(CoordinatorError) {
        guard available > 0 else {
            throw CoordinatorError(.soldOut, "All \(stock) units are sold or promised. Restock the lane.")
        }
        reserved += Mutant.stockNotReserved.isActive ? 0 : 1
    }

    /// A promised unit left the lane.
    /// - Throws: `conflict` when none was promised.
    package mutating func consume() throws(CoordinatorError) {
        try release()
        // A person may have counted the unit away already.
        stock = max(0, stock - 1)
    }

    /// A promised unit may be sold again.
    /// - Throws: `conflict` when none was promised.
    package mutating func release() throws(CoordinatorError) {
        guard reserved > 0 else {
            throw CoordinatorError(
                .conflict,
                "No unit is promised, so none can be given back. Compare sales and stock."
            )
        }
        reserved -= 1
    }

    /// A person counted the lane.
    package mutating func count(_ stock: Int64) {
        precondition(stock >= 0, "a lane holds no less than nothing")
        self.stock = stock
    }
}

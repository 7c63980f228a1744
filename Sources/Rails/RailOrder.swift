/// The rules every rail has for naming an order.
enum RailOrder {
    /// Throws `badOrder` or `badAmount`.
    static func check(_ order: String, amountMinor: Int64) throws(RailError) {
        let isAllowed = order.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_.:".utf8.contains(byte)
            }
        }
        guard isAllowed, (1...100).contains(order.utf8.count) else {
            throw RailError(.badOrder, "An order's name has 1 to 100 letters, digits, '-', '_', '.' or ':'.")
        }
        guard amountMinor > 0 else {
            throw RailError(.badAmount, "Order \(order) asks for \(amountMinor) minor units; ask for more than zero.")
        }
    }
}

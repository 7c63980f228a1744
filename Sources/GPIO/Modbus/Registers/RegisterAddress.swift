/// Where a register is, as the device's manual writes it.
package struct RegisterAddress: Sendable, Hashable {
    /// The number a manual gives to the first entry of a table; half of them start at one.
    package enum Base: Int, Sendable, Hashable, CaseIterable {
        /// The manual's numbers are those on the wire.
        case zero = 0
        /// The manual's numbers are one more than those on the wire.
        case one = 1
    }

    /// The number in the manual, without the table's digit: 17, not 40017.
    package let number: Int
    /// What the manual counts from.
    package let base: Base

    /// Checks that the number is on the wire: 0 to 65,535 after the base is taken off.
    /// - Throws: `invalidConfiguration`.
    package init(_ number: Int, base: Base) throws(GPIOError) {
        guard (base.rawValue...0xFFFF + base.rawValue).contains(number) else {
            throw GPIOError(
                .invalidConfiguration,
                "register \(number) is outside of \(base.rawValue) to \(0xFFFF + base.rawValue), counted from "
                    + "\(base.rawValue); leave out the table's digit of numbers like 40017"
            )
        }
        self.number = number
        self.base = base
    }

    /// The address on the wire.
    package var offset: UInt16 { UInt16(number - base.rawValue) }
}

/// One value in a device's memory: one or several Modbus registers under one name.
package struct FieldRegister: Codable, Sendable, Equatable {
    /// The part of the memory it is in; Modbus Application Protocol 1.1b3, section 4.3.
    package enum Table: String, Codable, Sendable, CaseIterable {
        /// Read with function 03, written with 06 and 16.
        case holding
        /// Read with function 04, never written.
        case input
    }

    /// What its bits mean.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// One register, 0 to 65,535.
        case uint16
        /// Two registers.
        case uint32
        /// Two characters per register.
        case text
    }

    /// How four bytes `ABCD` are laid out; the pairs are registers. A text uses the order within a pair alone.
    package enum Order: String, Codable, Sendable, CaseIterable {
        /// High word first, high byte first: the standard's own.
        case highWordHighByte = "ABCD"
        /// Low word first, high byte first.
        case lowWordHighByte = "CDAB"
        /// High word first, low byte first.
        case highWordLowByte = "BADC"
        /// Low word first, low byte first.
        case lowWordLowByte = "DCBA"
    }

    /// What fills a text up to its length.
    package enum Padding: String, Codable, Sendable, CaseIterable {
        /// Bytes of 0.
        case zero
        /// Spaces.
        case space
    }

    /// The most registers one write takes (function 16); Modbus Application Protocol 1.1b3, section 6.12.
    package static let maximumWritten = 123
    /// The most registers one read gives (functions 03 and 04); section 6.3.
    package static let maximumRead = 125

    /// Its name, unique over all devices of the profile.
    package var name: String
    /// The part of the memory it is in.
    package var table: Table
    /// Where it begins, counted from `base`.
    package var address: Int
    /// 0 when the manual counts from 0 as the wire does, 1 when it counts from 1.
    package var base: Int
    /// What its bits mean.
    package var kind: Kind
    /// The order of its bytes and words.
    package var order: Order
    /// The length of a text in bytes; nil for a number.
    package var lengthBytes: Int?
    /// What fills a text up; nil for a number.
    package var padding: Padding?

    /// A register with all its parts.
    package init(
        name: String,
        table: Table = .holding,
        address: Int,
        base: Int = 0,
        kind: Kind = .uint16,
        order: Order = .highWordHighByte,
        lengthBytes: Int? = nil,
        padding: Padding? = nil
    ) {
        self.name = name
        self.table = table
        self.address = address
        self.base = base
        self.kind = kind
        self.order = order
        self.lengthBytes = lengthBytes
        self.padding = padding
    }

    /// Numbers beyond this are no addresses, and are cut so that nothing overflows before the check names them.
    private static let computable = 1_000_000

    /// Where it begins on the wire, from 0.
    package var wireAddress: Int {
        let most = Self.computable
        return max(-most, min(address, most)) - max(-most, min(base, most))
    }

    /// How many Modbus registers it takes.
    package var width: Int {
        switch kind {
        case .uint16: 1
        case .uint32: 2
        case .text: (max(0, min(lengthBytes ?? 0, Self.computable)) + 1) / 2
        }
    }

    /// The addresses it takes on the wire.
    package var wireRange: Range<Int> { wireAddress..<wireAddress + width }
}

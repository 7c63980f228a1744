/// Which serials a block has: consecutive numbers of a fixed length, or a list.
package struct SerialBlockContent: Hashable, Sendable {
    private enum Kind: Hashable, Sendable {
        case range(first: UInt64, digits: Int)
        case list([Serial], places: [Serial: Int])
    }

    private let kind: Kind
    /// How many.
    package let count: Int

    /// Most serials of one block.
    package static let maximumCount = 100_000

    /// The numbers from `first` on, written with leading zeros in `digits` digits.
    /// - Throws: `empty`, `tooLong` for too many, `wrongLength` for digits out of 1...18, `badValue` when a number has
    ///   more digits than that.
    package init(first: UInt64, count: Int, digits: Int) throws(PassportError) {
        try Self.check(count)
        guard (1...18).contains(digits) else {
            throw PassportError(.wrongLength, "Serial numbers have 1 to 18 digits, not \(digits).")
        }
        let limit = (0..<digits).reduce(UInt64(1)) { power, _ in power * 10 }
        guard first < limit, UInt64(count) <= limit - first else {
            throw PassportError(.badValue, "The \(count) numbers from \(first) on do not have \(digits) digits.")
        }
        kind = .range(first: first, digits: digits)
        self.count = count
    }

    /// A list.
    /// - Throws: `empty`, `tooLong` or `repeated`.
    package init(_ serials: [Serial]) throws(PassportError) {
        try Self.check(serials.count)
        var places: [Serial: Int] = [:]
        for (place, serial) in serials.enumerated() {
            guard places.updateValue(place, forKey: serial) == nil else {
                throw PassportError(.repeated, "The serial \(serial) stands twice in the list of a block.", at: place)
            }
        }
        kind = .list(serials, places: places)
        count = serials.count
    }

    /// The serial at a place.
    /// - Precondition: `place` is below `count`.
    package func serial(at place: Int) -> Serial {
        precondition((0..<count).contains(place), "the place is in the block")
        switch kind {
        case .list(let serials, _): return serials[place]
        case .range(let first, let digits):
            let number = String(first + UInt64(place))
            return Serial(checked: String(repeating: "0", count: digits - number.utf8.count) + number)
        }
    }

    /// The place of a serial; nil when it is not one of these.
    package func place(of serial: Serial) -> Int? {
        switch kind {
        case .list(_, let places): return places[serial]
        case .range(let first, let digits):
            let bytes = serial.text.utf8
            guard bytes.count == digits, bytes.allSatisfy(EncodableCharacters.digits.contains),
                let number = UInt64(serial.text), number >= first, number - first < UInt64(count)
            else { return nil }
            return Int(number - first)
        }
    }

    /// The first serial that both have; nil when they have none in common.
    package func overlap(with other: SerialBlockContent) -> Serial? {
        switch (kind, other.kind) {
        case (.range(let first, let digits), .range(let otherFirst, let otherDigits)):
            guard digits == otherDigits else { return nil }
            let start = max(first, otherFirst)
            let end = min(first + UInt64(count), otherFirst + UInt64(other.count))
            return start < end ? serial(at: Int(start - first)) : nil
        case (.list(let serials, _), _): return serials.first { other.place(of: $0) != nil }
        case (.range, .list): return other.overlap(with: self)
        }
    }

    private static func check(_ count: Int) throws(PassportError) {
        guard count > 0 else { throw PassportError(.empty, "A block has at least one serial.") }
        guard count <= maximumCount else {
            throw PassportError(.tooLong, "A block has at most \(maximumCount) serials, not \(count); grant several.")
        }
    }
}

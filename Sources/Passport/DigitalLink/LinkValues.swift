/// The elements of a link while it is parsed.
struct LinkValues {
    private(set) var elements: [DigitalLink.Element] = []
    private(set) var storage: [UInt8] = []

    /// Most elements of one link.
    private static let maximumElements = 32

    init(capacity: Int) {
        elements.reserveCapacity(4)
        storage.reserveCapacity(capacity + 14)
    }

    @inline(__always)
    mutating func takeStem(_ stem: Span<UInt8>) {
        stem.withUnsafeBufferPointer { storage.append(contentsOf: $0) }
    }

    /// Decodes, checks and keeps the value at `range`.
    @inline(__always)
    mutating func take(
        _ identifier: ApplicationIdentifier,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        isAttribute: Bool,
        isShortGTINAllowed: Bool
    ) throws(PassportError) {
        guard !range.isEmpty else {
            throw PassportError(.empty, "Identifier \(identifier) of the link has no value.", at: range.lowerBound)
        }
        guard elements.count < Self.maximumElements else {
            throw PassportError(
                .tooLong,
                "The link has more than \(Self.maximumElements) elements.",
                at: range.lowerBound
            )
        }
        let start = storage.count
        let isShort = isShortGTINAllowed && identifier == .gtin && [8, 12, 13].contains(range.count)
        let padding = isShort ? 14 - range.count : 0
        storage.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: padding))
        try decode(bytes, range, isQuery: isAttribute)
        let rule = identifier.rule
        if let fault = rule.fault(in: storage.span.extracting(start..<storage.count)) {
            throw PassportError(
                fault.code,
                "The value of identifier \(identifier) is refused: \(fault.reason).",
                at: min(range.upperBound, range.lowerBound + max(0, fault.offset - padding))
            )
        }
        elements.append(
            DigitalLink.Element(
                identifier: identifier,
                isAttribute: isAttribute,
                start: UInt16(start),
                end: UInt16(storage.count)
            )
        )
    }

    /// Undoes percent-encoding. In a query a plus stands for a space, in a path for itself.
    @inline(__always)
    private mutating func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, isQuery: Bool) throws(PassportError) {
        var index = range.lowerBound
        while index < range.upperBound {
            let plainStart = index
            while index < range.upperBound, bytes[index] != UInt8(ascii: "%"), bytes[index] != UInt8(ascii: "+") {
                index &+= 1
            }
            bytes.extracting(plainStart..<index).withUnsafeBufferPointer { storage.append(contentsOf: $0) }
            guard index < range.upperBound else { return }
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                let high = index &+ 2 < range.upperBound ? PercentEncoding.hexValue(bytes[index &+ 1]) : 16
                let low = index &+ 2 < range.upperBound ? PercentEncoding.hexValue(bytes[index &+ 2]) : 16
                guard high < 16, low < 16, high | low != 0 else {
                    throw PassportError(
                        .badEncoding,
                        "A percent sign of the link is not followed by two hexadecimal digits of a character.",
                        at: index
                    )
                }
                storage.append(high << 4 | low)
                index &+= 3
            } else {
                storage.append(isQuery && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index &+= 1
            }
        }
    }
}

extension IdentifierRule {
    /// Why a value does not have the form, and at which of its characters.
    struct Fault {
        let code: PassportError.Code
        let offset: Int
        let reason: String
    }

    /// The first thing that is wrong with a value; nil when nothing is.
    @inline(__always)
    func fault(in value: Span<UInt8>) -> Fault? {
        var start = 0
        var index = 0
        while index < parts.count {
            let part = parts[index]
            index &+= 1
            let length = min(part.maximum, value.count &- start)
            if length == 0 && part.isOptional { return nil }
            guard length >= part.minimum else {
                return Fault(code: .wrongLength, offset: value.count, reason: "it is too short")
            }
            let piece = value.extracting(start..<start &+ length)
            let allowed = part.set.bits
            var offset = 0
            while offset < length {
                guard allowed.contains(piece[offset]) else {
                    return Fault(
                        code: .badCharacter,
                        offset: start + offset,
                        reason: "a character is not of \(part.set.name)"
                    )
                }
                offset &+= 1
            }
            if let fault = part.check.fault(in: piece) {
                return Fault(code: fault.code, offset: start + fault.offset, reason: fault.reason)
            }
            start &+= length
        }
        return start == value.count ? nil : Fault(code: .tooLong, offset: start, reason: "it is too long")
    }
}

extension IdentifierRule.Check {
    @inline(__always)
    fileprivate func fault(in piece: Span<UInt8>) -> IdentifierRule.Fault? {
        switch self {
        case .none: return nil
        case .check:
            guard !CheckDigit.fits(piece) else { return nil }
            return .init(code: .badCheck, offset: piece.count - 1, reason: "the check digit is wrong")
        default: return slowFault(in: piece)
        }
    }

    private func slowFault(in piece: Span<UInt8>) -> IdentifierRule.Fault? {
        let bytes = (0..<piece.count).map { piece[$0] }
        switch self {
        case .none, .check: return nil
        case .pair:
            guard bytes.count > 2, let pair = CheckPair.of(bytes.dropLast(2)), pair.elementsEqual(bytes.suffix(2))
            else {
                return .init(code: .badCheck, offset: max(0, bytes.count - 2), reason: "the check characters are wrong")
            }
            return prefixFault(bytes)
        case .prefix: return prefixFault(bytes)
        default:
            guard isInRange(bytes) else {
                return .init(
                    code: .badValue,
                    offset: 0,
                    reason: "\"\(String(decoding: bytes, as: UTF8.self))\" is out of range"
                )
            }
            return nil
        }
    }

    /// A company prefix has at least four digits.
    private func prefixFault(_ bytes: [UInt8]) -> IdentifierRule.Fault? {
        let digits = bytes.prefix { EncodableCharacters.digits.contains($0) }.count
        guard digits < 4 else { return nil }
        return .init(code: .badValue, offset: digits, reason: "it does not begin with a company prefix")
    }

    private func isInRange(_ bytes: [UInt8]) -> Bool {
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        func day(_ offset: Int, _ isZeroAllowed: Bool) -> Bool {
            let (month, day) = (number(offset..<offset + 2), number(offset + 2..<offset + 4))
            guard (1...12).contains(month) else { return false }
            if day == 0 { return isZeroAllowed }
            // With two digits the year 00 is 2000, which was a leap year too.
            let year = number(0..<offset)
            let isLeap = year % 4 == 0 && (offset == 2 || year % 100 != 0 || year % 400 == 0)
            return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        }
        switch self {
        case .day: return day(2, false)
        case .day0: return day(2, true)
        case .longday: return day(4, false)
        case .time: return number(0..<2) < 24 && number(2..<4) < 60
        case .hour: return number(0..<2) < 24
        case .sixty: return number(0..<2) < 60
        case .bit: return bytes[0] <= UInt8(ascii: "1")
        case .minus: return bytes[0] == UInt8(ascii: "-")
        case .set64: return EncodableCharacters.set64.contains(bytes[0]) && bytes[0] != UInt8(ascii: "=")
        case .positive: return bytes.contains { $0 != UInt8(ascii: "0") }
        case .zero: return bytes[0] == UInt8(ascii: "0")
        case .piece: return number(0..<2) > 0 && number(0..<2) <= number(2..<4)
        case .noleadingzero: return bytes[0] != UInt8(ascii: "0") || bytes.count == 1
        case .none, .check, .pair, .prefix: return true
        }
    }
}

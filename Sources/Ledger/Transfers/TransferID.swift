/// The 128-bit id of a transfer, made by whoever asks for it and kept before asking, so that asking twice is harmless.
/// Derive it from what causes the transfer (the first 16 bytes of a SHA-256, say), and a retry finds the same id.
package struct TransferID: Hashable, Sendable {
    /// The upper 64 bits.
    package let high: UInt64
    /// The lower 64 bits.
    package let low: UInt64

    /// Makes an id of its two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes the first 16 bytes, big-endian. nil when there are fewer.
    package init?(bytes: some Sequence<UInt8>) {
        var halves: [UInt64] = [0, 0]
        var count = 0
        for byte in bytes.prefix(16) {
            halves[count / 8] = halves[count / 8] << 8 | UInt64(byte)
            count += 1
        }
        guard count == 16 else { return nil }
        self.init(high: halves[0], low: halves[1])
    }

    /// Reads the 32 hex digits that `description` writes. nil for anything else.
    package init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 32, !digits.contains(0x2B), !digits.contains(0x2D),
            let high = UInt64(String(decoding: digits[..<16], as: UTF8.self), radix: 16),
            let low = UInt64(String(decoding: digits[16...], as: UTF8.self), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// No transfer: what `Transfer.pendingID` holds when nothing is posted or voided.
    package static let zero = TransferID(high: 0, low: 0)
    /// Reserved.
    package static let maximum = TransferID(high: .max, low: .max)

    /// The 16 bytes, big-endian, so that they sort like the number.
    package var bytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
    }
}

extension TransferID: Comparable {
    package static func < (left: TransferID, right: TransferID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension TransferID: CustomStringConvertible {
    /// 32 lower-case hex digits.
    package var description: String { TransferID.hex(high) + TransferID.hex(low) }

    private static func hex(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

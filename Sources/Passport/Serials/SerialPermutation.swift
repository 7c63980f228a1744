import Crypto

/// A secret order of the numbers below a limit: the sequence 0, 1, 2 ... becomes numbers that look random, each once,
/// and who has the key finds back. It is for lines whose serials must be numbers of a fixed length.
///
/// A Feistel network over the smallest even number of bits that holds the limit, with HMAC-SHA256 as round function and
/// ten rounds; results past the limit go through it again (cycle walking: Black and Rogaway, "Ciphers with Arbitrary
/// Finite Domains", 2002). At least a quarter of
/// the domain is below the limit, so a walk takes four turns on average at most.
package struct SerialPermutation: Sendable {
    /// How many numbers there are: 0 up to this, without it.
    package let count: UInt64

    private let key: SymmetricKey
    private let halfBits: UInt64
    private static let rounds: UInt8 = 10

    /// Makes a permutation.
    /// - Parameters:
    ///   - key: at least 32 secret random bytes. Another count gives another order under the same key.
    ///   - count: 2 up to 2^62.
    /// - Throws: `tooWeak` for a short key, `badValue` for a count out of range.
    package init(key: [UInt8], count: UInt64) throws(PassportError) {
        guard key.count >= 32 else {
            throw PassportError(.tooWeak, "The key of a permutation has at least 32 bytes, not \(key.count).")
        }
        guard (2...(1 << 62)).contains(count) else {
            throw PassportError(.badValue, "A permutation is of 2 to 2^62 numbers, not \(count).")
        }
        self.key = SymmetricKey(data: key)
        self.count = count
        let bits = UInt64(64 - (count - 1).leadingZeroBitCount)
        halfBits = (bits + 1) / 2
    }

    /// The number at a place of the sequence.
    /// - Precondition: `index` is below `count`.
    package func number(at index: UInt64) -> UInt64 {
        precondition(index < count, "the place is below the count")
        var value = index
        repeat { value = forward(value) } while value >= count
        return value
    }

    /// The place in the sequence of a number.
    /// - Precondition: `number` is below `count`.
    package func index(of number: UInt64) -> UInt64 {
        precondition(number < count, "the number is below the count")
        var value = number
        repeat { value = backward(value) } while value >= count
        return value
    }

    /// How easily one is guessed once `issued` of a product exist.
    package func guessRisk(issued: UInt64) -> GuessRisk { GuessRisk(space: Double(count), issued: issued) }

    private var mask: UInt64 { (1 << halfBits) - 1 }

    private func forward(_ value: UInt64) -> UInt64 {
        var (left, right) = (value >> halfBits, value & mask)
        for round in 0..<Self.rounds { (left, right) = (right, left ^ roundValue(round, right)) }
        return left << halfBits | right
    }

    private func backward(_ value: UInt64) -> UInt64 {
        var (left, right) = (value >> halfBits, value & mask)
        for round in (0..<Self.rounds).reversed() { (left, right) = (right ^ roundValue(round, left), left) }
        return left << halfBits | right
    }

    /// The low half bits of HMAC-SHA256 over the round, the count and the half.
    private func roundValue(_ round: UInt8, _ half: UInt64) -> UInt64 {
        var code = HMAC<SHA256>(key: key)
        for number in [UInt64(round).bigEndian, count.bigEndian, half.bigEndian] {
            withUnsafeBytes(of: number) { code.update(data: $0) }
        }
        return code.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) } & mask
    }
}

/// The pair of check characters of a global model number (GS1 General Specifications section 7.9.5): the value of each
/// character in set 82 times the prime of its place from the right, summed modulo 1021, as two characters of 32.
package enum CheckPair {
    private static let values = Array(
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8
    )
    private static let pairCharacters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    private static let primes = [
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
    ]

    /// The two characters that belong behind `bytes`; nil when there are more than 23 of them or one is not of set 82.
    package static func of(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        guard bytes.count <= primes.count else { return nil }
        var sum = 0
        for (index, byte) in bytes.enumerated() {
            guard let value = values.firstIndex(of: byte) else { return nil }
            sum += value * primes[bytes.count - 1 - index]
        }
        sum %= 1021
        return [pairCharacters[sum >> 5], pairCharacters[sum & 31]]
    }
}

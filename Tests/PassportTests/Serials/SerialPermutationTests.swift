import Passport
import TestSupport
import Testing

@Suite("Serial permutation")
struct SerialPermutationTests {
    private static let key = [UInt8](0..<32)

    @Test func isOneToOneForEverySmallCount() throws {
        for count in UInt64(2)...40 {
            let permutation = try SerialPermutation(key: Self.key, count: count)
            let numbers = (0..<count).map(permutation.number)
            #expect(Set(numbers) == Set(0..<count), "of \(count)")
            for (index, number) in numbers.enumerated() { #expect(permutation.index(of: number) == UInt64(index)) }
        }
    }

    @Test func isOneToOneForLargeCounts() throws {
        try forAll { random in
            let count = UInt64.random(in: 2...(1 << UInt64.random(in: 2...62, using: &random)), using: &random)
            let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            let permutation = try SerialPermutation(key: key, count: count)
            for _ in 0..<5 {
                let index = UInt64.random(in: 0..<count, using: &random)
                let number = permutation.number(at: index)
                try #require(number < count)
                try #require(permutation.index(of: number) == index)
            }
        }
    }

    @Test func dependsOnTheKeyAndOnTheCount() throws {
        var otherKey = Self.key
        otherKey[31] ^= 1
        let permutations = [
            try SerialPermutation(key: Self.key, count: 1_000_000),
            try SerialPermutation(key: otherKey, count: 1_000_000),
            try SerialPermutation(key: Self.key, count: 1_000_001),
        ]
        let sequences = Set(permutations.map { permutation in (0..<20).map { permutation.number(at: $0) } })
        #expect(sequences.count == 3)
    }

    /// Neighbours must not stay neighbours: in a million numbers a step of one happens by chance once in a million.
    @Test func looksRandom() throws {
        let permutation = try SerialPermutation(key: Self.key, count: 1_000_000)
        let numbers = (0..<1_000).map { permutation.number(at: $0) }
        let steps = zip(numbers, numbers.dropFirst()).count { $1 == $0 &+ 1 }
        #expect(steps < 3)
        let low = numbers.count { $0 < 500_000 }
        #expect((420...580).contains(low))
    }

    /// Issued serials keep their order for ever, so the numbers themselves are part of the contract. They were made
    /// with an implementation of the same definition in Python.
    @Test func staysTheSameBetweenReleases() throws {
        let permutation = try SerialPermutation(key: Self.key, count: 1_000_000)
        #expect((0..<4).map { permutation.number(at: $0) } == [544_396, 174_913, 859_884, 187_766])
    }

    @Test func refusesAShortKeyAndAnOddCount() {
        #expect(throws: PassportError(.tooWeak, "")) { try SerialPermutation(key: [1, 2], count: 10) }
        #expect(throws: PassportError(.badValue, "")) { try SerialPermutation(key: Self.key, count: 1) }
        #expect(throws: PassportError(.badValue, "")) { try SerialPermutation(key: Self.key, count: 1 << 62 + 1) }
    }

    @Test func saysHowEasilyANumberIsGuessed() throws {
        let risk = try SerialPermutation(key: Self.key, count: 1_000_000).guessRisk(issued: 50)
        #expect(risk.perGuess == 0.00005)
        #expect(risk.isBelowMedicineLimit)
    }
}

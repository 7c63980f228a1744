import Protocol
import Testing

@Suite("MachineKeys") struct MachineKeysTests {
    private let first = SigningKey().verifyingKey
    private let second = SigningKey().verifyingKey
    private let third = SigningKey().verifyingKey

    @Test func aReplacedKeySignsUpToItsLastReceipt() {
        var keys = MachineKeys(current: first)
        #expect(keys.signers(of: 1) == [first])
        keys = keys.replaced(by: second, nextSequence: 8, oldestSequence: 1)
        keys = keys.replaced(by: third, nextSequence: 20, oldestSequence: 1)
        #expect(keys.current == third)
        #expect(keys.signers(of: 7) == [third, second, first])
        #expect(keys.signers(of: 8) == [third, second])
        #expect(keys.signers(of: 20) == [third])
    }

    @Test func aKeyWhoseReceiptsNobodyAsksForIsDropped() {
        var keys = MachineKeys(current: first).replaced(by: second, nextSequence: 8, oldestSequence: 1)
        keys = keys.replaced(by: third, nextSequence: 20, oldestSequence: 8)
        #expect(keys.retired == [MachineKeys.Retired(key: second, through: 19)])
    }

    @Test func thereIsAMost() {
        var keys = MachineKeys(current: first)
        for _ in 0..<40 {
            keys = keys.replaced(by: SigningKey().verifyingKey, nextSequence: 5, oldestSequence: 1)
        }
        #expect(keys.retired.count == MachineKeys.maximumRetired)
        #expect(code { try keys.check() } == nil)
    }

    @Test func survivesItsText() throws {
        let keys = MachineKeys(current: first).replaced(by: second, nextSequence: 8, oldestSequence: 1)
        #expect(try MachineKeys(text: keys.text) == keys)
        #expect(try MachineKeys(text: MachineKeys(current: first).text) == MachineKeys(current: first))
    }

    @Test func refusesWhatIsNoList() {
        let (one, two) = (first.text, second.text)
        let texts = [
            "", " ", "x", "\(one) \(two)", "\(one) \(two):", "\(one) \(two):x", "\(one) \(two):-1", "\(one):1",
        ]
        for text in texts {
            #expect(code { _ = try MachineKeys(text: text) } == .malformed, "\(text)")
        }
        #expect(code { _ = try MachineKeys(text: "\(one) \(one):3") } == .malformed)
        let many = (0...MachineKeys.maximumRetired).map { _ in "\(SigningKey().verifyingKey.text):1" }
        #expect(code { _ = try MachineKeys(text: ([one] + many).joined(separator: " ")) } == .malformed)
    }
}

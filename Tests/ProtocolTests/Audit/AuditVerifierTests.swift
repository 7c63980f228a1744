import Protocol
import Testing

@Suite("Audit verifier")
struct AuditVerifierTests {
    private static let key = SigningKey()

    /// An entry after `head`, with other members changed by a test.
    private static func seal(
        after head: AuditHead,
        generation: Int64 = 1,
        actor: String = "ada",
        with key: SigningKey = key
    ) throws -> (SealedAuditEntry, AuditHead) {
        let entry = AuditEntry(
            after: head,
            generation: generation,
            at: 1_800_000_000_000,
            actor: actor,
            action: "stock.changed",
            subject: "hall",
            details: ["count": String(head.sequence)]
        )
        let sealed = try SealedAuditEntry.seal(entry, with: key)
        return (sealed, AuditHead(sequence: entry.sequence, hash: sealed.hash))
    }

    private static func log(_ count: Int, after start: AuditHead = .beginning) throws -> (lines: [[UInt8]], AuditHead) {
        var head = start
        var lines: [[UInt8]] = []
        for _ in 0..<count {
            let (sealed, next) = try seal(after: head)
            lines.append(sealed.line)
            head = next
        }
        return (lines, head)
    }

    private static func fault(
        _ lines: [[UInt8]],
        key: VerifyingKey = key.verifyingKey,
        after known: AuditHead? = nil
    ) -> AuditFault? {
        var verifier = AuditVerifier(key: key, after: known)
        do throws(AuditFault) {
            for line in lines { try verifier.take(line) }
            _ = try verifier.finish()
            return nil
        } catch {
            return error
        }
    }

    private static func replacing(_ line: [UInt8], _ text: String, by other: String) -> [UInt8] {
        Array(String(decoding: line, as: UTF8.self).replacing(text, with: other).utf8)
    }

    @Test func takesALogAsItWasWrittenAndGivesItsHead() throws {
        let (lines, head) = try Self.log(5)
        var verifier = AuditVerifier(key: Self.key.verifyingKey)
        for line in lines { try verifier.take(line) }
        #expect(try verifier.finish() == head)
        #expect(verifier.entries == 5)
        #expect(try AuditHead(text: head.description) == head)
    }

    @Test(arguments: 0..<5) func namesTheEntryThatWasChanged(_ index: Int) throws {
        var (lines, _) = try Self.log(5)
        lines[index] = Self.replacing(lines[index], #""actor":"ada""#, by: #""actor":"eve""#)
        let fault = Self.fault(lines)
        #expect(fault?.kind == .changed)
        #expect(fault?.line == index + 1)
        #expect(fault?.message.contains("entry \(index + 1)") == true)
    }

    @Test func aChangedEntryWithItsHashMadeAnewIsForged() throws {
        var (lines, _) = try Self.log(5)
        let sealed = try SealedAuditEntry(line: lines[2])
        let entry = Self.replacing(sealed.entry, "ada", by: "eve")
        lines[2] = SealedAuditEntry(entry: entry, hash: Fingerprint.sha256(entry), signature: sealed.signature).line
        #expect(Self.fault(lines)?.kind == .forged)
        #expect(Self.fault(lines)?.line == 3)
    }

    /// Even the key's holder can't replace an entry without replacing all that follow.
    @Test func aReplacedEntrySignedByTheKeyBreaksTheChain() throws {
        var (lines, _) = try Self.log(5)
        let before = try SealedAuditEntry(line: lines[1])
        let (sealed, _) = try Self.seal(after: AuditHead(sequence: 2, hash: before.hash), actor: "eve")
        lines[2] = sealed.line
        #expect(Self.fault(lines)?.kind == .brokenChain)
        #expect(Self.fault(lines)?.line == 4)
    }

    @Test(arguments: 0..<4) func seesThatAnEntryWasRemoved(_ index: Int) throws {
        var (lines, _) = try Self.log(5)
        lines.remove(at: index)
        let fault = Self.fault(lines)
        #expect(fault?.kind == .outOfOrder)
        #expect(fault?.line == index + 1)
        #expect(fault?.message.contains("where entry \(index + 1) must") == true)
    }

    @Test func seesThatEntriesWereSwappedOrRepeated() throws {
        let (lines, _) = try Self.log(5)
        var swapped = lines
        swapped.swapAt(1, 2)
        #expect(Self.fault(swapped)?.kind == .outOfOrder)
        #expect(Self.fault(swapped)?.line == 2)
        #expect(Self.fault(Array(lines[..<3]) + lines[2...])?.kind == .outOfOrder)
    }

    @Test func seesWithAKnownHeadThatTheEndWasCutOff() throws {
        let (lines, head) = try Self.log(5)
        let cut = Array(lines.dropLast(2))
        #expect(Self.fault(cut) == nil)
        #expect(Self.fault(cut, after: head)?.kind == .truncated)
        #expect(Self.fault(lines, after: head) == nil)
    }

    @Test func seesWithAKnownHeadThatTheLogWasWrittenAnew() throws {
        let (lines, head) = try Self.log(3)
        let known = try AuditHead(sequence: 2, hash: SealedAuditEntry(line: lines[1]).hash)
        var anew: [[UInt8]] = []
        var last = AuditHead.beginning
        for _ in 0..<5 {
            let (sealed, next) = try Self.seal(after: last, actor: "eve")
            anew.append(sealed.line)
            last = next
        }
        #expect(Self.fault(anew) == nil)
        #expect(Self.fault(anew, after: known)?.kind == .rewritten)
        #expect(Self.fault(anew, after: known)?.line == 2)
        #expect(Self.fault(lines, after: known) == nil)
        #expect(Self.fault(lines, after: head) == nil)
    }

    @Test func goesOnAfterAKnownHeadWithoutWhatWasBefore() throws {
        let (_, head) = try Self.log(3)
        let (rest, _) = try Self.log(2, after: head)
        #expect(Self.fault(rest)?.kind == .outOfOrder)
        #expect(Self.fault(rest, after: head) == nil)
        let other = AuditHead(sequence: head.sequence, hash: AuditHead.beginning.hash)
        #expect(Self.fault(rest, after: other)?.kind == .brokenChain)
    }

    @Test func refusesAnotherKey() throws {
        let (lines, _) = try Self.log(2)
        let fault = Self.fault(lines, key: SigningKey().verifyingKey)
        #expect(fault?.kind == .forged)
        #expect(fault?.line == 1)
    }

    @Test func refusesAGenerationThatGoesBack() throws {
        let (first, head) = try Self.seal(after: .beginning, generation: 2)
        let (second, _) = try Self.seal(after: head, generation: 1)
        #expect(Self.fault([first.line, second.line])?.kind == .wrongGeneration)
    }

    @Test func refusesWhatIsNoEntry() throws {
        let (lines, _) = try Self.log(1)
        let line = lines[0]
        let bad: [[UInt8]] = [
            [], Array("{}".utf8), Array(line.dropLast()), line + [0x20], [0x20] + line,
            Self.replacing(line, #""hash""#, by: #""Hash""#),
        ]
        for line in bad {
            #expect(Self.fault([line])?.kind == .malformed, "\(String(decoding: line.prefix(40), as: UTF8.self))")
        }
        #expect(Self.fault([])?.kind == .empty)
    }

    @Test func refusesHeadsThatAreNone() {
        for text in ["", "1", "1:", "x:\(AuditHead.beginning.hash)", "-1:\(AuditHead.beginning.hash)", "1:abc"] {
            #expect(throws: ProtocolError(.malformed, ""), "\(text)") { try AuditHead(text: text) }
        }
    }
}

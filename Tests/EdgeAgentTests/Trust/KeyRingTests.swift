import FoundationEssentials
import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// The operational keys of a state folder, over starts and power cuts.
@Suite("KeyRing")
struct KeyRingTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// One life of the agent's program: the files and the journal as it finds them.
    /// - Returns: whether a lost key was replaced.
    @discardableResult
    private func start(_ body: (KeyRing, JournalStore) throws -> Void = { _, _ in }) throws -> Bool {
        let store = try JournalStore.open(directory: folder.path("state")).0
        if try store.identity().incarnation == 0 {
            try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        }
        let ring = try KeyRing.loadOrCreate(directory: folder.path("state"))
        let isLost = try ring.settle(store)
        try body(ring, store)
        try store.willClose()
        return isLost
    }

    private var files: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path("state"))
                .filter { $0.hasPrefix("operational") }.sorted()
        }
    }

    private func note(_ store: JournalStore) throws {
        try store.appendReceipt(kind: "pong", at: SystemClock.journalInstant) { _ in [1] }
    }

    @Test func theFirstStartMakesOneKeyAndKeepsIt() throws {
        var first: MachineKeys?
        try start { (ring: KeyRing, store: JournalStore) throws in
            first = try ring.keys(store)
            #expect(!ring.isRotating)
        }
        #expect(first?.retired.isEmpty == true)
        let isLost = try start { (ring: KeyRing, store: JournalStore) throws in
            #expect(try ring.keys(store) == first)
            #expect(try ring.signer(store).verifyingKey == first?.current)
        }
        #expect(!isLost)
    }

    @Test func aNewKeySignsFromItsReceiptOnAndIsFiledOnceItIsProven() throws {
        var kid = ""
        try start { (ring: KeyRing, store: JournalStore) throws in
            let old = ring.filed
            try note(store)
            try note(store)
            kid = try store.transact { try ring.rotate($0) }
            #expect(kid != old.keyID)
            let keys = try ring.keys(store)
            #expect(keys.current.fingerprint == kid)
            #expect(keys.retired == [MachineKeys.Retired(key: old.verifyingKey, through: 2)])
            #expect(try ring.signer(store).keyID == kid)
            #expect(ring.isRotating && ring.filed.keyID == old.keyID)
            // It is asked for again before it is proven: it is this one.
            #expect(try store.transact { try ring.rotate($0) } == kid)
            // The old one proves nothing.
            try ring.proven(old)
            #expect(try files == ["operational.key", "operational.key.next"])
            try ring.proven(ring.signer(store))
            #expect(try files == ["operational.key"])
            #expect(!ring.isRotating && ring.filed.keyID == kid)
        }
        try start { (ring: KeyRing, store: JournalStore) throws in #expect(try ring.signer(store).keyID == kid) }
    }

    @Test func aPowerCutBeforeTheJournalNamesItDropsTheNewKey() throws {
        var old = ""
        try start { (ring: KeyRing, store: JournalStore) throws in
            old = ring.filed.keyID
            _ = try? store.transact { store in
                _ = try ring.rotate(store)
                throw TestSupportError("the power is cut")
            }
            #expect(try files == ["operational.key", "operational.key.next"])
            // The journal decides, also while the program lives on.
            #expect(try ring.signer(store).keyID == old)
        }
        let isLost = try start { (ring: KeyRing, store: JournalStore) throws in
            #expect(try files == ["operational.key"])
            #expect(try ring.signer(store).keyID == old && !ring.isRotating)
        }
        #expect(!isLost)
    }

    @Test func aPowerCutBeforeItIsProvenLeavesTheNewKey() throws {
        var kid = ""
        try start { (ring: KeyRing, store: JournalStore) throws in kid = try store.transact { try ring.rotate($0) } }
        let isLost = try start { (ring: KeyRing, store: JournalStore) throws in
            #expect(try ring.signer(store).keyID == kid && ring.isRotating)
            #expect(try ring.keys(store).retired.isEmpty, "the old one signed no receipt")
            try ring.proven(ring.signer(store))
            #expect(try files == ["operational.key"])
        }
        #expect(!isLost)
    }

    @Test func aKeyWhoseFileIsLostIsReplaced() throws {
        var old: VerifyingKey?
        try start { (ring: KeyRing, store: JournalStore) throws in
            old = ring.filed.verifyingKey
            try note(store)
        }
        try FileManager.default.removeItem(atPath: folder.path("state/operational.key"))
        let isLost = try start { (ring: KeyRing, store: JournalStore) throws in
            let keys = try ring.keys(store)
            #expect(keys.current == ring.filed.verifyingKey && keys.current != old)
            #expect(keys.retired.map(\.key) == [old] && keys.retired.map(\.through) == [1])
        }
        #expect(isLost)
        #expect(try !start())
    }

    @Test func aJournalThatIsLostNamesTheKeyOfTheFile() throws {
        var filed: VerifyingKey?
        try start { (ring: KeyRing, store: JournalStore) throws in
            filed = ring.filed.verifyingKey
            _ = try store.transact { try ring.rotate($0) }
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path("state"))
        where file.hasPrefix("journal") {
            try FileManager.default.removeItem(atPath: folder.path("state/\(file)"))
        }
        let isLost = try start { (ring: KeyRing, store: JournalStore) throws in
            #expect(try ring.keys(store).current == filed && ring.keys(store).retired.isEmpty)
            #expect(try files == ["operational.key"])
        }
        #expect(!isLost)
    }

    @Test func aFolderThatTakesNoFileIsARefusalAndTheOldKeyStays() throws {
        try start { (ring: KeyRing, store: JournalStore) throws in
            let old = ring.filed
            // A folder in the place of the file: it can neither be removed nor replaced.
            try FileManager.default.createDirectory(
                atPath: folder.path("state/operational.key.next/x"),
                withIntermediateDirectories: true
            )
            let body = try store.transact { try ring.answerRotation($0, digest: "d") }
            guard case .refused(let refusal) = body else { throw TestSupportError("\(body)") }
            #expect(refusal.code == .storage)
            #expect(try ring.signer(store).keyID == old.keyID)
            #expect(try ring.keys(store).retired.isEmpty)
        }
    }
}

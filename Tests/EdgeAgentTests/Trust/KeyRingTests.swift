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

    private func start() throws -> (ring: KeyRing, store: JournalStore) {
        let store = try JournalStore.open(directory: folder.path("state")).0
        let ring = try KeyRing.loadOrCreate(directory: folder.path("state"))
        return (ring, store)
    }

    private func stop(_ store: JournalStore) throws { try store.willClose() }

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
        let (ring, store) = try start()
        #expect(try !ring.settle(store))
        let first = try ring.keys(store)
        #expect(first.retired.isEmpty && !ring.isRotating)
        try stop(store)
        let (again, second) = try start()
        #expect(try !again.settle(second))
        #expect(try again.keys(second) == first)
        #expect(try again.signer(second).verifyingKey == first.current)
    }

    @Test func aNewKeySignsFromItsReceiptOnAndIsFiledOnceItIsProven() throws {
        let (ring, store) = try start()
        _ = try ring.settle(store)
        let old = ring.filed
        try note(store)
        try note(store)
        let kid = try store.transact { try ring.rotate($0) }
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
        try stop(store)
        let (later, second) = try start()
        #expect(try !later.settle(second))
        #expect(try later.signer(second).keyID == kid)
    }

    @Test func aPowerCutBeforeTheJournalNamesItDropsTheNewKey() throws {
        let (ring, store) = try start()
        _ = try ring.settle(store)
        let old = ring.filed
        _ = try? store.transact { store in
            _ = try ring.rotate(store)
            throw TestSupportError("the power is cut")
        }
        #expect(try files == ["operational.key", "operational.key.next"])
        // The journal decides, also while the program lives on.
        #expect(try ring.signer(store).keyID == old.keyID)
        try stop(store)
        let (again, second) = try start()
        #expect(try !again.settle(second))
        #expect(try files == ["operational.key"])
        #expect(try again.signer(second).keyID == old.keyID && !again.isRotating)
    }

    @Test func aPowerCutBeforeItIsProvenLeavesTheNewKey() throws {
        let (ring, store) = try start()
        _ = try ring.settle(store)
        let kid = try store.transact { try ring.rotate($0) }
        try stop(store)
        let (again, second) = try start()
        #expect(try !again.settle(second))
        #expect(try again.signer(second).keyID == kid && again.isRotating)
        #expect(try again.keys(second).retired.count == 1)
        try again.proven(again.signer(second))
        #expect(try files == ["operational.key"])
    }

    @Test func aKeyWhoseFileIsLostIsReplaced() throws {
        let (ring, store) = try start()
        _ = try ring.settle(store)
        let old = ring.filed
        try note(store)
        try stop(store)
        try FileManager.default.removeItem(atPath: folder.path("state/operational.key"))
        let (again, second) = try start()
        #expect(try again.settle(second))
        let keys = try again.keys(second)
        #expect(keys.current == again.filed.verifyingKey && keys.current != old.verifyingKey)
        #expect(keys.retired == [MachineKeys.Retired(key: old.verifyingKey, through: 1)])
        // Once is enough.
        #expect(try !again.settle(second))
    }

    @Test func aJournalThatIsLostNamesTheKeyOfTheFile() throws {
        let (ring, store) = try start()
        _ = try ring.settle(store)
        _ = try store.transact { try ring.rotate($0) }
        try stop(store)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path("state"))
        where file.hasPrefix("journal") {
            try FileManager.default.removeItem(atPath: folder.path("state/\(file)"))
        }
        let (again, second) = try start()
        #expect(try !again.settle(second))
        #expect(try again.keys(second) == MachineKeys(current: ring.filed.verifyingKey))
        #expect(try files == ["operational.key"])
    }

    @Test func aFolderThatTakesNoFileIsARefusalAndTheOldKeyStays() throws {
        let (ring, store) = try start()
        _ = try ring.settle(store)
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

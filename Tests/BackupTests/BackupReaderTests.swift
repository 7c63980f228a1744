import TestSupport
import Testing

@testable import Backup

@Suite("Backup reader")
struct BackupReaderTests {
    private static let block = TarHeader.blockBytes

    @Test func readsEveryPart() throws {
        let found = try BackupFile.read(try BackupFile().bytes)
        #expect(found == Dictionary(uniqueKeysWithValues: BackupFile.parts.map { ($0.name, $0.content) }))
    }

    @Test func tellsHowFarItIs() throws {
        let directory = try TemporaryDirectory()
        try writeFile(directory.path("b"), try BackupFile().bytes)
        var told: [Int64] = []
        try BackupReader(directory.path("b")).check { told.append($0) }
        #expect(told == [700, 704, 711])
    }

    @Test func noticesAFileThatIsNotThere() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: BackupError(.storage, "")) { try BackupReader(directory.path("none")).check() }
        #expect(throws: BackupError(.storage, "")) { try BackupReader(directory.path).check() }
    }

    @Test(
        arguments: [
            [], [0x50, 0x4B], [UInt8](repeating: 0, count: 1_024), [UInt8](repeating: 0x41, count: 1_024),
            BackupFile.bytes([.init(name: "hello", content: [1])]), BackupFile.bytes([]),
            BackupFile.bytes([.init(name: BackupManifest.entry, content: [])]),
        ] as [[UInt8]]
    )
    func knowsWhatIsNoBackup(_ bytes: [UInt8]) {
        #expect(throws: BackupError(bytes.count < Self.block ? .truncated : .notABackup, "")) {
            try BackupFile.read(bytes)
        }
    }

    /// A manifest's entry may state any length.
    @Test func refusesAManifestLongerThanAny() {
        let header = TarHeader(name: BackupManifest.entry, bytes: Int64(BackupManifest.maximumBytes) + 1, seconds: 0)
        #expect(throws: BackupError(.notABackup, "")) { try BackupFile.read(header.block) }
    }

    @Test func noticesEveryPlaceWhereItIsCutOff() throws {
        let bytes = try BackupFile().bytes
        for end in stride(from: 0, to: bytes.count, by: Self.block) {
            for cut in [end, end + 1, end + Self.block - 1] {
                #expect(throws: BackupError(.truncated, ""), "cut at \(cut)") {
                    try BackupFile.read(Array(bytes[..<cut]))
                }
            }
        }
    }

    @Test(arguments: [1, 511, 512, 1_024, 10_240])
    func noticesWhatFollowsTheEnd(_ count: Int) throws {
        for byte in [UInt8(0), 0x41] {
            let bytes = try BackupFile().bytes + [UInt8](repeating: byte, count: count)
            #expect(throws: BackupError(.damaged, "")) { try BackupFile.read(bytes) }
        }
    }

    @Test func noticesEntriesThatAreElsewhere() throws {
        let sealed = try BackupFile().sealed
        for first in 1..<sealed.count {
            for second in first + 1..<sealed.count {
                var swapped = sealed
                swapped.swapAt(first, second)
                #expect(throws: BackupError(.damaged, ""), "\(first) and \(second)") {
                    try BackupFile.read(BackupFile.bytes(swapped))
                }
            }
        }
    }

    @Test func noticesEntriesTooManyOrTooFew() throws {
        let sealed = try BackupFile().sealed
        for index in 1...sealed.count {
            var more = sealed
            more.insert(.init(name: "more", content: [1]), at: index)
            #expect(throws: BackupError(.damaged, ""), "at \(index)") { try BackupFile.read(BackupFile.bytes(more)) }
            guard index < sealed.count else { continue }
            var fewer = sealed
            fewer.remove(at: index)
            #expect(throws: BackupError(.damaged, ""), "without \(index)") {
                try BackupFile.read(BackupFile.bytes(fewer))
            }
        }
    }

    @Test func noticesAPartThatIsNotWhatItsManifestSays() throws {
        for index in BackupFile.parts.indices {
            var file = try BackupFile()
            file.entries[index].content.append(0x41)
            #expect(throws: BackupError(.damaged, ""), "longer \(index)") { try BackupFile.read(file.bytes) }
            guard !BackupFile.parts[index].content.isEmpty else { continue }
            file.entries[index].content = BackupFile.parts[index].content
            file.entries[index].content[0] ^= 1
            #expect(throws: BackupError(.damaged, ""), "other \(index)") { try BackupFile.read(file.bytes) }
        }
    }

    /// The manifest was changed together with the part: its own hash says so.
    @Test func noticesAnotherManifest() throws {
        var sealed = try BackupFile().sealed
        var other = try BackupFile()
        other.manifest = other.manifest.replacing("\"deployment\":\"d\"", with: "\"deployment\":\"e\"")
        sealed[0] = other.sealed[0]
        #expect(throws: BackupError(.damaged, "")) { try BackupFile.read(BackupFile.bytes(sealed)) }
    }

    @Test func aFlippedBitIsNoticedOrInPadding() throws {
        let bytes = try BackupFile().bytes
        let good = try BackupFile.read(bytes)
        try forAll(seeds: 0..<400) { random in
            var changed = bytes
            changed[Int.random(in: changed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try expectRefused(changed, or: good)
        }
    }

    /// Blocks that were lost, repeated, moved or overwritten: never a crash, and never other parts.
    @Test func aMangledFileIsNoticed() throws {
        let bytes = try BackupFile().bytes
        let good = try BackupFile.read(bytes)
        try forAll(seeds: 0..<200) { random in
            var blocks = stride(from: 0, to: bytes.count, by: Self.block).map { Array(bytes[$0..<$0 + Self.block]) }
            for _ in 0..<Int.random(in: 1...3, using: &random) { mangle(&blocks, using: &random) }
            try expectRefused(Array(blocks.joined()), or: good)
        }
    }

    private func mangle(_ blocks: inout [[UInt8]], using random: inout SplitMix64) {
        guard let index = blocks.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: blocks.remove(at: index)
        case 1: blocks.insert(blocks[index], at: index)
        case 2: blocks.swapAt(index, Int.random(in: blocks.indices, using: &random))
        case 3: blocks[index] = blocks[index].map { _ in UInt8.random(in: 0...255, using: &random) }
        default: blocks.insert([UInt8](repeating: 0, count: Self.block), at: index)
        }
    }

    private func expectRefused(_ bytes: [UInt8], or good: [String: [UInt8]]) throws {
        do {
            let found = try BackupFile.read(bytes)
            try #require(found == good)
        } catch is BackupError {
            return
        }
    }
}

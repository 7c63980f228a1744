import Testing

@testable import Backup

@Suite("Tar header")
struct TarHeaderTests {
    @Test(arguments: [0, 1, 511, 512, 513, 8_589_934_591, 8_589_934_592, Int64.max >> 8])
    func readsWhatItWrites(_ bytes: Int64) throws {
        let header = TarHeader(name: "keys/root.key", bytes: bytes, seconds: 1_790_000_000)
        #expect(try TarHeader(block: header.block) == header)
        #expect((bytes + Int64(header.padding)) % 512 == 0)
    }

    @Test func theEndIsNoHeader() throws {
        #expect(try TarHeader(block: [UInt8](repeating: 0, count: 512)) == nil)
    }

    @Test func everyChangedByteIsNoticed() {
        let block = TarHeader(name: "tls.key", bytes: 241, seconds: 1).block
        for index in block.indices where !(148..<156).contains(index) {
            var changed = block
            changed[index] ^= 0x10
            #expect(throws: BackupError(.notABackup, ""), "byte \(index)") { try TarHeader(block: changed) }
        }
    }
}

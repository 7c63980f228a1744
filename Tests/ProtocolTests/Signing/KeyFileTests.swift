import Glibc
import Protocol
import Testing
import TestSupport

@Suite("KeyFile") struct KeyFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o777
    }

    private func write(_ text: String, _ path: String, mode: UInt32 = 0o600) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        _ = Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
        chmod(path, mode)
    }

    @Test func makesAFileThatOnlyItsOwnerReads() throws {
        let key = try KeyFile.create(folder.path("a.key"))
        #expect(mode(folder.path("a.key")) == 0o600)
        #expect(try KeyFile.load(folder.path("a.key")).verifyingKey == key.verifyingKey)
    }

    @Test func keepsAnExistingKey() throws {
        let key = try KeyFile.loadOrCreate(folder.path("a.key"))
        #expect(try KeyFile.loadOrCreate(folder.path("a.key")).keyID == key.keyID)
        #expect(code { _ = try KeyFile.create(folder.path("a.key")) } == .malformed)
        #expect(try KeyFile.load(folder.path("a.key")).keyID == key.keyID)
    }

    @Test func leavesNoTemporaryFileBehind() throws {
        _ = try KeyFile.create(folder.path("a.key"))
        _ = code { _ = try KeyFile.create(folder.path("a.key")) }
        var names: [String] = []
        let directory = try #require(opendir(folder.path))
        while let entry = readdir(directory) {
            names.append(withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) })
        }
        closedir(directory)
        #expect(names.filter { !$0.hasPrefix(".") } == ["a.key"])
    }

    @Test func refusesAFileThatOthersRead() throws {
        _ = try KeyFile.create(folder.path("a.key"))
        chmod(folder.path("a.key"), 0o640)
        #expect(code { _ = try KeyFile.load(folder.path("a.key")) } == .malformed)
    }

    @Test(arguments: ["", "x", "AAAA", String(repeating: "A", count: 44), "not base64 at all !!"])
    func refusesAFileWithoutAKey(text: String) throws {
        write(text, folder.path("b.key"))
        #expect(code { _ = try KeyFile.load(folder.path("b.key")) } == .malformed)
    }

    @Test func refusesMissingFilesFoldersAndLinks() throws {
        #expect(code { _ = try KeyFile.load(folder.path("none")) } == .malformed)
        #expect(code { _ = try KeyFile.create(folder.path("none/a.key")) } == .malformed)
        _ = try KeyFile.create(folder.path("a.key"))
        symlink(folder.path("a.key"), folder.path("link.key"))
        #expect(code { _ = try KeyFile.load(folder.path("link.key")) } == .malformed)
    }
}

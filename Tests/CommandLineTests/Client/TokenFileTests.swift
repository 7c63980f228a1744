import Glibc
import TestSupport
import Testing

@testable import mintmark

@Suite("TokenFile")
struct TokenFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func isReadWithoutTheWhiteSpaceAroundIt() throws {
        try LocalFile.write(Array("mm_secret\n".utf8), to: folder.path("token"))
        #expect(try TokenFile.token(folder.path("token")) == "mm_secret")
    }

    @Test(arguments: ["", " \n", "two tokens"]) func whatIsNoTokenIsRefused(text: String) throws {
        try LocalFile.write(Array(text.utf8), to: folder.path("token"))
        let error = #expect(throws: CommandError.self) { try TokenFile.token(folder.path("token")) }
        #expect(error?.status == .configuration)
    }

    @Test func warnsOfAFileThatOthersCanRead() throws {
        let path = folder.path("token")
        try LocalFile.write(Array("mm_secret".utf8), to: path)
        #expect(TokenFile.warning(path) == nil)
        chmod(path, 0o640)
        #expect(TokenFile.warning(path)?.contains("chmod 600 \(path)") == true)
        chmod(path, 0o604)
        #expect(TokenFile.warning(path) != nil)
        #expect(TokenFile.warning(folder.path("missing")) == nil, "reading it says so")
    }
}

import Glibc
import TestSupport
import Testing

@testable import Coordinator

@Suite("TLS identity")
struct TLSIdentityTests {
    private static let hosts = ["127.0.0.1", "::1", "shop.example"]
    private static let start = Moment(milliseconds: 1_800_000_000_000)

    @Test func keepsKeyAndCertificate() throws {
        let folder = try TemporaryDirectory()
        let first = try TLSIdentity.loadOrCreate(folder: folder.path, hosts: Self.hosts, at: Self.start)
        let again = try TLSIdentity.loadOrCreate(folder: folder.path, hosts: Self.hosts, at: Self.start)
        #expect(first.pin == again.pin)
        #expect(first.certificate == again.certificate)
        _ = try first.serverConfiguration()
        var status = stat()
        #expect(stat(folder.path + "/tls.key", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func renewsTheCertificateWithTheSameKey() throws {
        let folder = try TemporaryDirectory()
        let first = try TLSIdentity.loadOrCreate(folder: folder.path, hosts: Self.hosts, at: Self.start)
        let later = Self.start.adding(seconds: 800 * 86_400)
        let renewed = try TLSIdentity.loadOrCreate(folder: folder.path, hosts: Self.hosts, at: later)
        #expect(renewed.certificate != first.certificate)
        #expect(renewed.pin == first.pin)
        let moved = try TLSIdentity.loadOrCreate(folder: folder.path, hosts: ["other.example"], at: later)
        #expect(moved.certificate != renewed.certificate)
        #expect(moved.pin == first.pin)
    }

    @Test func refusesADamagedKeyInsteadOfReplacingIt() throws {
        let folder = try TemporaryDirectory()
        try StateFile.write(Array("nonsense".utf8), to: folder.path + "/tls.key")
        #expect(throws: CoordinatorError(.invalid, "")) {
            try TLSIdentity.loadOrCreate(folder: folder.path, hosts: Self.hosts, at: Self.start)
        }
    }
}

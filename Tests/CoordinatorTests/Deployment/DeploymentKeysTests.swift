import Foundation
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Deployment keys")
struct DeploymentKeysTests {
    private static let files = [
        "root.key", "command.key", "quote.key", "profile.key", "audit.key", "log.key", "passport.key",
    ]

    @Test func areMadeOnceAndReadableByTheOwnerOnly() throws {
        let folder = try TemporaryDirectory()
        let made = try DeploymentKeys.loadOrCreate(folder: folder.path)
        let again = try DeploymentKeys.loadOrCreate(folder: folder.path)
        #expect(made.deployment == again.deployment)
        #expect(made.command.keyID == again.command.keyID)
        #expect(made.quote.keyID == again.quote.keyID)
        #expect(made.profile.keyID == again.profile.keyID)
        #expect(made.audit.keyID == again.audit.keyID)
        #expect(made.challengeSecret == again.challengeSecret && made.challengeSecret.count == 32)
        #expect(Set([made.root, made.command, made.quote, made.profile, made.audit].map(\.keyID)).count == 5)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == Self.files.sorted())
        for file in Self.files {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(file))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test(arguments: files)
    func aDamagedFileIsNamedAndNeverReplaced(_ file: String) throws {
        let folder = try TemporaryDirectory()
        _ = try DeploymentKeys.loadOrCreate(folder: folder.path)
        let handle = try #require(FileHandle(forWritingAtPath: folder.path(file)))
        try handle.truncate(atOffset: 7)
        try handle.close()
        do {
            _ = try DeploymentKeys.loadOrCreate(folder: folder.path)
            Issue.record("a damaged \(file) was taken")
        } catch {
            #expect(error.code == .malformed)
            #expect(error.message.contains(folder.path(file)))
        }
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path(file))[.size] as? Int == 7)
    }

    @Test func aFileThatOthersCanReadIsRefused() throws {
        let folder = try TemporaryDirectory()
        _ = try DeploymentKeys.loadOrCreate(folder: folder.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.path("command.key"))
        #expect(throws: ProtocolError(.malformed, "")) { try DeploymentKeys.loadOrCreate(folder: folder.path) }
    }

    @Test func aLostRootKeyIsNotMadeAnew() throws {
        let folder = try TemporaryDirectory()
        _ = try DeploymentKeys.loadOrCreate(folder: folder.path)
        try FileManager.default.removeItem(atPath: folder.path("root.key"))
        #expect(throws: ProtocolError(.malformed, "")) { try DeploymentKeys.loadOrCreate(folder: folder.path) }
        #expect(!FileManager.default.fileExists(atPath: folder.path("root.key")))
    }

    @Test func aMissingFolderIsAnError() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: ProtocolError(.malformed, "")) {
            try DeploymentKeys.loadOrCreate(folder: folder.path("nowhere"))
        }
    }

    @Test func theKeysetIsSignedByTheRootAndNamesEachKeyForItsUse() throws {
        let folder = try TemporaryDirectory()
        let keys = try DeploymentKeys.loadOrCreate(folder: folder.path)
        let signed = try keys.keyset(
            version: 3,
            at: Moment(milliseconds: 1_800_000_000_999),
            endpoints: ["https://localhost:1"],
            tlsPins: [String(repeating: "a", count: 64)]
        )
        let keyset = try Keyset.verify(signed.compact, root: keys.root.verifyingKey)
        #expect(keyset == signed.keyset)
        #expect(keyset.version == 3 && keyset.iat == 1_800_000_000 && keyset.iss == keys.deployment)
        #expect(keyset.key(keys.command.keyID, for: .command) == keys.command.verifyingKey)
        #expect(keyset.key(keys.command.keyID, for: .quote) == nil)
        #expect(keyset.key(keys.quote.keyID, for: .quote) == keys.quote.verifyingKey)
        #expect(keyset.key(keys.profile.keyID, for: .profile) == keys.profile.verifyingKey)
        #expect(keyset.keys.allSatisfy { $0.key != keys.root.verifyingKey })
        #expect(throws: ProtocolError(.unknownKey, "")) {
            try Keyset.verify(signed.compact, root: keys.command.verifyingKey)
        }
    }
}

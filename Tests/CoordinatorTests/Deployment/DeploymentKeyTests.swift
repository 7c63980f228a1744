import Glibc
import Protocol
import TestSupport
import Testing

@testable import Coordinator

/// Keys of a state folder that are replaced, over starts and power cuts.
@Suite("Replacing keys of the deployment")
struct DeploymentKeyTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// A start of the coordinator: what it would show, and the keyset that it would serve.
    private func start() async throws -> DeploymentFiles {
        try await DeploymentFiles.ensure(
            CoordinatorConfiguration(),
            in: folder.path,
            at: Moment(milliseconds: 1_800_000_000_000)
        )
    }

    @Test func everyKeysetNamesTheNextTLSKey() async throws {
        let first = try await start()
        let tls = try #require(first.tls)
        #expect(first.keyset.keyset.tlsPins == [tls.pin, tls.nextPin] && tls.pin != tls.nextPin)
        #expect(try await start().keyset.compact == first.keyset.compact)
    }

    @Test func theNextTLSKeyTakesItsPlaceAndAnotherOneWaits() async throws {
        let first = try await start()
        try DeploymentKey.tls.askToReplace(in: folder.path)
        try DeploymentKey.tls.askToReplace(in: folder.path)
        let second = try await start()
        #expect(second.tls?.pin == first.tls?.nextPin)
        #expect(second.keyset.keyset.tlsPins == [second.tls?.pin, second.tls?.nextPin].compactMap(\.self))
        #expect(second.keyset.keyset.version == first.keyset.keyset.version + 1)
        // Asked once, done once.
        #expect(try await start().tls?.pin == second.tls?.pin)
        #expect(second.keys.command.keyID == first.keys.command.keyID)
    }

    @Test func aPowerCutInBetweenReplacesItOnce() async throws {
        let first = try await start()
        try DeploymentKey.tls.askToReplace(in: folder.path)
        let request = try StateFile.read(folder.path("tls.replace"), maximumBytes: 100)
        let second = try await start()
        // As if the power had been cut after the key was moved, or after the one behind it was made.
        try StateFile.write(request, to: folder.path("tls.replace"))
        #expect(try await start().tls?.pin == second.tls?.pin)
        unlink(folder.path("tls.next.key"))
        try StateFile.write(request, to: folder.path("tls.replace"))
        #expect(try await start().tls?.pin == second.tls?.pin && second.tls?.pin == first.tls?.nextPin)
        #expect(!StateFile.exists(folder.path("tls.replace")))
    }

    @Test func theCommandKeyIsReplacedAndTheOthersStay() async throws {
        let first = try await start()
        try DeploymentKey.command.askToReplace(in: folder.path)
        try DeploymentKey.command.askToReplace(in: folder.path)
        let second = try await start()
        #expect(second.keys.command.keyID != first.keys.command.keyID)
        #expect(second.keys.deployment == first.keys.deployment)
        #expect(second.keys.profile.keyID == first.keys.profile.keyID)
        #expect(second.keyset.keyset.key(second.keys.command.keyID, for: .command) != nil)
        #expect(second.keyset.keyset.key(first.keys.command.keyID, for: .command) == nil)
        #expect(second.keyset.keyset.version == first.keyset.keyset.version + 1)
        #expect(try await start().keyset.compact == second.keyset.compact)
    }

    @Test func aProxysKeyIsNotOurs() async throws {
        #expect(throws: CoordinatorError(.conflict, "")) { try DeploymentKey.tls.askToReplace(in: folder.path) }
    }
}

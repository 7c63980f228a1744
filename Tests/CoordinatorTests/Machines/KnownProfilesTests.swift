import Machine
import Testing

@testable import Coordinator

@Suite("Known profiles")
struct KnownProfilesTests {
    private struct Unreadable: Error {}

    @Test func aProfileIsReadOnce() throws {
        let known = KnownProfiles()
        let profile = try SmallProfile.make()
        #expect(known.profile(hash: "a") { profile } == profile)
        // Read again it would throw.
        #expect(try known.profile(hash: "a") { throw Unreadable() } == profile)
    }

    @Test func anotherHashIsAnotherProfile() throws {
        let known = KnownProfiles()
        let (first, second) = (try SmallProfile.make(), try SmallProfile.make(maxOnMilliseconds: 5_000))
        _ = known.profile(hash: "a") { first }
        #expect(known.profile(hash: "b") { second } == second)
        #expect(known.profile(hash: "a") { second } == first)
    }

    @Test func whatCouldNotBeReadIsReadAgain() throws {
        let known = KnownProfiles()
        #expect(throws: Unreadable.self) { _ = try known.profile(hash: "a") { throw Unreadable() } }
        let profile = try SmallProfile.make()
        #expect(known.profile(hash: "a") { profile } == profile)
    }

    @Test func manyProfilesDoNotPileUpAndStayRight() throws {
        let known = KnownProfiles()
        let profiles = try (0..<200).map { try SmallProfile.make(maxOnMilliseconds: 4_000 + $0) }
        for round in 0..<2 {
            for (index, profile) in profiles.enumerated() {
                #expect(known.profile(hash: "\(index)") { profile } == profile, "round \(round)")
            }
        }
    }
}

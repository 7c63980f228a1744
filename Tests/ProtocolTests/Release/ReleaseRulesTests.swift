import Testing

@testable import Protocol

@Suite("ReleaseRules")
struct ReleaseRulesTests {
    private let root = SigningKey()
    private let release = SigningKey()

    private func keyset(_ keys: [SigningKey]) -> Keyset {
        Keyset(
            root: root.verifyingKey,
            version: 1,
            iat: 0,
            keys: keys.map { .init(use: .release, key: $0.verifyingKey) },
            endpoints: [],
            tlsPins: []
        )
    }

    private func judge(
        _ claims: ReleaseClaims,
        by key: SigningKey? = nil,
        keys: [SigningKey]? = nil,
        mark: Int64 = 0
    ) throws -> ReleaseRules.Verdict {
        let compact = try Envelope.sign(claims, as: .release, with: key ?? release).compact
        return ReleaseRules.judge(compact, keyset: keyset(keys ?? [release]), mark: mark)
    }

    private func isRefused(_ verdict: ReleaseRules.Verdict) -> Bool {
        if case .refused = verdict { true } else { false }
    }

    @Test func admitsWhatTheDeploymentSigned() throws {
        #expect(try judge(ReleaseClaimsTests.claims()) == .admitted)
        #expect(isRefused(try judge(ReleaseClaimsTests.claims(), by: SigningKey())))
        #expect(try judge(ReleaseClaimsTests.claims(), by: SigningKey(), keys: []) == .unsigned)
        // A key of the deployment for something else signs no releases.
        var keyset = keyset([])
        keyset.keys = [.init(use: .profile, key: release.verifyingKey), .init(use: .release, key: root.verifyingKey)]
        let compact = try Envelope.sign(ReleaseClaimsTests.claims(), as: .release, with: release).compact
        #expect(isRefused(ReleaseRules.judge(compact, keyset: keyset, mark: 0)))
        #expect(isRefused(ReleaseRules.judge("nonsense", keyset: keyset, mark: 0)))
    }

    @Test func refusesWhatIsOlderThanTheMark() throws {
        #expect(try judge(ReleaseClaimsTests.claims(number: 4), mark: 4) == .admitted)
        #expect(isRefused(try judge(ReleaseClaimsTests.claims(number: 3), mark: 4)))
        #expect(try judge(ReleaseClaimsTests.claims(number: 3, downgrade: true), mark: 4) == .admitted)
        #expect(isRefused(try judge(ReleaseClaimsTests.claims(number: 3), keys: [], mark: 4)), "even if nobody signs")
    }

    /// A machine can go back to the release that the present one replaced, and no further.
    @Test func aMachineCanGoOneStepBack() {
        func kept(_ number: Int64, over replaced: Int64?, _ mark: Int64, floor: Int64 = 0, down: Bool = false) -> Int64 {
            let claims = ReleaseClaimsTests.claims(number: number, floor: floor, downgrade: down)
            return ReleaseRules.mark(mark, kept: claims, replaced: replaced)
        }
        var mark = kept(1, over: nil, 0)
        #expect(mark == 0)
        mark = kept(2, over: 1, mark)
        #expect(mark == 1, "1 can come back")
        mark = kept(3, over: 2, mark)
        #expect(mark == 2, "1 can't any more")
        mark = kept(2, over: 3, mark)
        #expect(mark == 2, "gone back")
        mark = kept(3, over: 2, mark)
        #expect(mark == 2)
        mark = kept(5, over: 3, mark, floor: 5)
        #expect(mark == 5, "the floor says that nothing older may run")
        mark = kept(4, over: 5, mark, down: true)
        #expect(mark == 4, "signed as a downgrade")
        #expect(kept(4, over: 4, mark) == 4)
    }
}

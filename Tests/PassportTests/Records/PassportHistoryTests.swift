import Passport
import Testing

@Suite("Versions of a passport")
struct PassportHistoryTests {
    private static let start: Int64 = 1_800_000_000_000

    private static func history() throws -> PassportHistory {
        var history = try PassportHistory(PassportSample.passport())
        for step in 1...2 {
            try history.append(
                history.newest.next(
                    PassportSample.head(),
                    milliseconds: start + Int64(step) * 1_000,
                    fields: PassportSample.fields(mass: 1_200 + Int64(step))
                )
            )
        }
        return history
    }

    @Test func followOneAnotherByTheirHashes() throws {
        let versions = try Self.history().versions
        #expect(versions.map(\.version) == [1, 2, 3])
        #expect(try versions[1].previous == versions[0].hash())
        #expect(try versions[2].previous == versions[1].hash())
        #expect(try Set(versions.map { try $0.hash() }).count == 3)
    }

    @Test func theOneOfATimeIsFound() throws {
        let history = try Self.history()
        #expect(history.version(at: Self.start - 1) == nil)
        #expect(history.version(at: Self.start)?.version == 1)
        #expect(history.version(at: Self.start + 999)?.version == 1)
        #expect(history.version(at: Self.start + 1_000)?.version == 2)
        #expect(history.version(at: .max)?.version == 3)
    }

    @Test func whatDoesNotFollowIsRefused() throws {
        var history = try Self.history()
        let second = history.versions[1]
        #expect(throws: PassportError(.badVersion, "")) { try history.append(second) }
        #expect(throws: PassportError(.badVersion, "")) { try PassportHistory(second) }
        // Made of another second version: number and product fit, the hash does not.
        let other = try history.versions[0].next(
            PassportSample.head(),
            milliseconds: Self.start + 1_000,
            fields: PassportSample.fields(mass: 7)
        )
        let third = try other.next(PassportSample.head(), milliseconds: Self.start + 5_000, fields: [])
        let fourth = try third.next(PassportSample.head(), milliseconds: Self.start + 6_000, fields: [])
        #expect(fourth.version == 4)
        #expect(throws: PassportError(.badVersion, "")) { try history.append(fourth) }
        #expect(history.versions.count == 3)
    }

    @Test func aVersionIsOfTheSamePassportAndNotOlder() throws {
        let first = try PassportSample.passport()
        for head in [
            try PassportSample.head(id: "other"),
            try PassportSample.head(product: "https://id.example.com/01/09520123456788/21/OTHER"),
            // Another granularity needs another passport.
            try PassportSample.head(product: "https://id.example.com/01/09520123456788"),
        ] {
            #expect(throws: PassportError(.badVersion, "")) {
                try first.next(head, milliseconds: Self.start + 1, fields: [])
            }
        }
        #expect(throws: PassportError(.badVersion, "")) {
            try first.next(PassportSample.head(), milliseconds: Self.start - 1, fields: [])
        }
        #expect(
            try first.next(PassportSample.head(status: .archived), milliseconds: Self.start, fields: []).version == 2
        )
    }

    @Test func aFieldStandsOnce() throws {
        let fields = try PassportSample.fields() + [PassportSample.fields()[0]]
        #expect(throws: PassportError(.repeated, "")) {
            try ProductPassport(PassportSample.head(), milliseconds: Self.start, fields: fields)
        }
        #expect(throws: PassportError(.badValue, "")) {
            try ProductPassport(PassportSample.head(), milliseconds: -1, fields: [])
        }
    }
}

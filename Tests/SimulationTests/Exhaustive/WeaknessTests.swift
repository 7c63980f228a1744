import Simulation
import Testing

/// A machine that breaks a promise is caught: else the crash points would prove nothing.
@Suite struct WeaknessTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var weakness: Weakness
        var story: ExhaustiveMode.Story
        /// What the violation says: one of these.
        var says: [String]

        var testDescription: String { "\(weakness) in \(story)" }
    }

    /// What commits that were not synced may lack first.
    static let lost = ["was acknowledged, the journal knows", "was received, the journal would", "intents are on disk"]

    static let rows = [
        Row(weakness: .commitsWithoutSync, story: .enrolment, says: ["enrolled, and the journal has incarnation 0"]),
        Row(weakness: .commitsWithoutSync, story: .sale, says: lost),
        Row(weakness: .commitsWithoutSync, story: .stamp, says: lost),
        Row(weakness: .neverSyncs, story: .enrolment, says: ["enrolled, and the journal has incarnation 0"]),
        Row(weakness: .neverSyncs, story: .sale, says: lost),
        Row(weakness: .neverSyncs, story: .stamp, says: lost),
        Row(weakness: .intendsWithoutSync, story: .sale, says: ["1 firings, and 0 intents are on disk"]),
        Row(weakness: .intendsWithoutSync, story: .stamp, says: ["1 firings, and 0 intents are on disk"]),
        Row(weakness: .actsBeforeTheIntent, story: .sale, says: ["1 firings, and 0 intents are on disk"]),
        Row(weakness: .actsBeforeTheIntent, story: .stamp, says: ["1 firings, and 0 intents are on disk"]),
        Row(weakness: .runsOpenIntentsAgain, story: .sale, says: ["2 firings"]),
        Row(weakness: .runsOpenIntentsAgain, story: .stamp, says: ["with 2 marks"]),
        Row(weakness: .acknowledgesBeforeTheCommit, story: .sale, says: ["was acknowledged, the journal knows 0"]),
        Row(weakness: .acknowledgesBeforeTheCommit, story: .stamp, says: ["was acknowledged, the journal knows 0"]),
        Row(weakness: .forgetsReceiptsBeforeTheAnswer, story: .sale, says: ["0 receipts for one command"]),
        Row(weakness: .forgetsReceiptsBeforeTheAnswer, story: .stamp, says: ["was answered with []"]),
    ]

    @Test(arguments: rows)
    func isCaught(_ row: Row) throws {
        let violation = #expect(throws: CrashViolation.self) {
            try ExhaustiveMode.run(row.story, seeds: CrashPointTests.seeds, weakness: row.weakness)
        }
        let text = violation?.description ?? "nothing was thrown"
        #expect(row.says.contains { text.contains($0) }, "\(text)")
    }

    @Test func everyWeaknessHasItsRow() {
        #expect(Set(Self.rows.map(\.weakness)) == Set(Weakness.allCases))
    }
}

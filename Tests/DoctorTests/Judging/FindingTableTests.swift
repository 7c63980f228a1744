import Testing

@testable import Doctor

@Suite("What the doctor finds")
struct FindingTableTests {
    /// What a sound machine says of each area.
    private static let soundCodes: [FindingCode] = [
        .setupAgentStopped, .linesOK, .outputsOK, .releaseOK, .modbusOK, .clockOK, .linkOK, .queueOK, .diskOK,
        .versionsOK,
    ]

    @Test(arguments: FindingTable.rows) func findsExactlyWhatIsWrong(row: FindingRow) {
        let codes = row.findings.map(\.code)
        let wrong = codes.filter { !Self.soundCodes.contains($0) }
        let wanted = row.codes.filter { !Self.soundCodes.contains($0) }
        #expect(wrong == wanted, "\(row): \(row.findings.map(\.says))")
        for code in row.codes { #expect(codes.contains(code), "\(row)") }
        // An area where something is wrong is not called sound as well.
        let troubled = Set(row.findings.filter { $0.severity > .note }.map(\.code.area))
        for code in codes where code.severity == .ok && code != .pulseOK {
            #expect(!troubled.contains(code.area), "\(row): \(code.rawValue)")
        }
    }

    @Test func everyCodeIsInTheTable() {
        let found = Set(FindingTable.rows.flatMap(\.findings).map(\.code))
        #expect(Set(FindingCode.allCases).subtracting(found) == [])
    }

    @Test func aSoundMachineIsWell() {
        let report = DoctorReport(FindingRow.sound, at: FindingRow.now)
        #expect(report.health == .well)
        #expect(report.findings.map(\.code) == Self.soundCodes)
        #expect(report.health.exitStatus == 0)
    }

    @Test func nothingLookedAtIsNotCalledSound() {
        let report = DoctorReport(DoctorFacts(setup: SetupFacts(configurationProblem: "not there")), at: 0)
        #expect(report.findings.map(\.code) == [.setupConfiguration])
        #expect(report.health == .faults)
    }

    @Test func exchangedLinesAreBothNamed() throws {
        let row = try #require(FindingTable.rows.first { $0.description == "home and drop exchanged" })
        let finding = try #require(row.findings.first { $0.code == .linesSwapped })
        #expect(finding.about == "cabinet/drop, cabinet/home-A1")
    }

    @Test func theRightOrderIsNamed() throws {
        let row = try #require(FindingTable.rows.first { $0.description == "another order" })
        let finding = try #require(row.findings.first { $0.code == .modbusWordOrder })
        #expect(finding.next == "Write order: CDAB for plc into the profile, compile it and install it.")
    }

    @Test func aLateDeviceIsGivenHalfAsMuchAgain() throws {
        let row = try #require(FindingTable.rows.first { $0.description == "late" })
        let finding = try #require(row.findings.first { $0.code == .modbusLate })
        #expect(finding.next.contains("requestTimeout: 210ms"))
    }
}

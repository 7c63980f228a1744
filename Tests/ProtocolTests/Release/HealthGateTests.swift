import Testing

@testable import Protocol

@Suite("HealthGate")
struct HealthGateTests {
    static let well = AgentStatus(
        machine: "lobby-1::0",
        program: "0.1.0",
        release: nil,
        mark: 0,
        phase: .running,
        incarnation: 1,
        outputsSafe: true,
        troubles: [],
        journalSchema: 3,
        journalWritable: true,
        connected: true,
        quarantine: nil,
        busy: [],
        lease: nil,
        receiptsWaiting: 0,
        oldestWaitingMilliseconds: nil
    )

    private func missing(offline: Bool = false, _ change: (inout AgentStatus) -> Void) -> [String] {
        var status = Self.well
        change(&status)
        return HealthGate.missing(status, offline: offline)
    }

    @Test func eachConditionIsAskedFor() {
        #expect(missing { _ in }.isEmpty)
        #expect(missing { $0.phase = .starting }.count == 1)
        #expect(missing { $0.phase = .enrolling }.count == 1)
        #expect(missing { $0.outputsSafe = false }.count == 1)
        #expect(missing { $0.troubles = ["a", "b"] } == ["a", "b"])
        #expect(missing { $0.journalWritable = false }.count == 1)
        #expect(missing { $0.connected = false }.count == 1)
        #expect(missing { $0.quarantine = "cloned" }.first?.contains("cloned") == true)
    }

    @Test func offlineMeansWithoutTheCoordinatorAndNothingElse() {
        #expect(missing(offline: true) { $0.connected = false }.isEmpty)
        #expect(missing(offline: true) { $0.outputsSafe = false }.count == 1)
        #expect(missing(offline: true) { $0.journalWritable = false }.count == 1)
        #expect(missing(offline: true) { $0.quarantine = "cloned" }.count == 1)
        // Before its first enrolment it can have no lines; later it must.
        #expect(missing(offline: true) { ($0.phase, $0.incarnation) = (.enrolling, 0) }.isEmpty)
        #expect(missing(offline: true) { $0.phase = .enrolling }.count == 1)
        #expect(
            missing(offline: true) { ($0.phase, $0.incarnation, $0.journalWritable) = (.enrolling, 0, false) }.count
                == 1
        )
    }
}

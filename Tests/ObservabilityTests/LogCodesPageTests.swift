import Coordinator
import EdgeAgent
import Logging
import Logs
import TestSupport
import Testing

@Suite("Page of log codes")
struct LogCodesPageTests {
    @Test func listsEveryCodeOfBothPrograms() throws {
        let page = """
            # Log codes

            Printed from the code by `make docs`. Codes are never changed. A line of another package has the code
            `library.` and the package's name.

            ## mintmark-coordinator

            \(LogCodeTable.markdown(CoordinatorLog.self))
            ## mintmark-coordinator: events

            Every event of the event log is a line too, after the commit that stored it.

            \(LogCodeTable.markdown(EventKind.self))
            ## mintmark-agent

            \(LogCodeTable.markdown(AgentLog.self))
            """
        try GeneratedFile.verify("docs/generated/log-codes.md", contents: page)
    }

    @Test func givesEachProgramEachCodeOnce() {
        let coordinator = CoordinatorLog.allCases.map(\.rawValue) + EventKind.allCases.map(\.rawValue)
        #expect(Set(coordinator).count == coordinator.count)
        let agent = AgentLog.allCases.map(\.rawValue)
        #expect(Set(agent).count == agent.count)
    }

    @Test func saysWhatToDoAboutEveryTrouble() {
        #expect(CoordinatorLog.allCases.filter { $0.level >= .warning && $0.advice.isEmpty } == [])
        #expect(AgentLog.allCases.filter { $0.level >= .warning && $0.advice.isEmpty } == [])
        #expect(EventKind.allCases.filter { $0.level >= .warning && $0.advice.isEmpty } == [])
    }
}

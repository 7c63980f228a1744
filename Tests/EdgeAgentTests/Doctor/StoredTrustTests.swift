import Doctor
import FoundationEssentials
import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("What the state folder says to the doctor")
struct StoredTrustTests {
    private func configuration(_ folder: TemporaryDirectory, _ root: VerifyingKey) throws -> AgentConfiguration {
        try Data(root.text.utf8).write(to: URL(filePath: folder.path("root.pub")))
        return AgentConfiguration(
            name: "lobby-1",
            coordinator: ["https://127.0.0.1:8443"],
            rootKeyFile: folder.path("root.pub"),
            secretFile: nil,
            profileFile: "/nowhere",
            lines: .init(kind: .kernel),
            localSocket: nil,
            logLevel: nil
        )
    }

    /// The journal of an enrolled machine, closed as at the end of a life.
    private func enrol(_ deployment: TestDeployment, in state: String) async throws {
        let journal = try await TestDeployment.openJournal(in: state, incarnation: 2, configuration: JournalConfiguration())
        let keyset = try deployment.signed(deployment.keyset())
        try await journal.transact { store in
            try store.setValue(Trust.Key.root, Array(deployment.root.verifyingKey.text.utf8))
            try store.setValue(Trust.Key.keyset, Array(keyset.utf8))
        }
        await journal.close()
    }

    @Test func anEnrolledMachineIsKnown() async throws {
        let folder = try TemporaryDirectory()
        let deployment = try TestDeployment()
        try await enrol(deployment, in: folder.path("state"))
        let configuration = try configuration(folder, deployment.root.verifyingKey)
        let stored = StoredTrust(state: folder.path("state"), configuration: configuration, isAgentRunning: false)
        #expect(stored.link.isEnrolled == true)
        #expect(stored.link.trustProblem == nil)
        #expect(stored.trust?.keyset.tlsPins == [TestDeployment.pin])
        #expect(stored.queue.problem == nil)
        #expect(stored.queue.source == .journal)
        #expect(stored.queue.reserveBytes > 0)
    }

    @Test func anotherDeploymentIsTold() async throws {
        let folder = try TemporaryDirectory()
        try await enrol(TestDeployment(), in: folder.path("state"))
        let configuration = try configuration(folder, TestDeployment().root.verifyingKey)
        let stored = StoredTrust(state: folder.path("state"), configuration: configuration, isAgentRunning: false)
        #expect(stored.trust == nil)
        #expect(stored.link.trustProblem?.contains("belongs to deployment") == true)
    }

    @Test func noAgentCanStartMeanwhile() async throws {
        let folder = try TemporaryDirectory()
        let deployment = try TestDeployment()
        let state = folder.path("state")
        try await enrol(deployment, in: state)
        #expect(!JournalStore.isInUse(directory: state))
        var stored: StoredTrust? = StoredTrust(state: state, configuration: nil, isAgentRunning: false)
        #expect(stored?.queue.source == .journal)
        #expect(JournalStore.isInUse(directory: state))
        stored = nil
        #expect(!JournalStore.isInUse(directory: state))
    }

    @Test func aMachineThatNeverStartedLeavesNoFilesBehind() throws {
        let folder = try TemporaryDirectory()
        let stored = StoredTrust(state: folder.path, configuration: nil, isAgentRunning: false)
        #expect(stored.link.isEnrolled == false)
        #expect(stored.queue.problem == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func theJournalOfARunningAgentIsLeftAlone() async throws {
        let folder = try TemporaryDirectory()
        let state = folder.path("state")
        let journal = try await TestDeployment.openJournal(in: state, incarnation: 2, configuration: JournalConfiguration())
        #expect(JournalStore.isInUse(directory: state))
        let stored = StoredTrust(state: state, configuration: nil, isAgentRunning: true)
        #expect(stored.queue.source == nil)
        #expect(stored.queue.problem == nil)
        await journal.close()
    }
}

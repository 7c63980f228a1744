import FoundationEssentials
import GPIO
import Journal
import Logging
import Machine
import NIOPosix
import Platform
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// A whole incarnation of the agent, without a coordinator that answers.
@Suite("AgentLife", .timeLimit(.minutes(2)))
struct AgentLifeTests {
    private enum Kind: String, CaseIterable {
        case lanes, stations, both

        var profile: MachineProfile {
            var profile = self == .stations ? TestLine.profile : TestMachine.profile
            // Not longer than a motor may be on, as the profile's check asks for.
            profile.limits.watchdogMilliseconds = 900
            if self != .lanes { profile.modbus = TestLine.modbus }
            return profile
        }
    }

    @Test(arguments: Kind.allCases)
    private func startsAMachineOfAnyKind(kind: Kind) async throws {
        let folder = try TemporaryDirectory()
        let deployment = try TestDeployment()
        let signed = try Envelope.sign(ProfileClaims(profile: kind.profile), as: .profile, with: deployment.profile)
        try Data(signed.compact.utf8).write(to: URL(filePath: folder.path("profile.jws")))
        let world = try SimulatedWorld()
        let chip = try SimulatedChipServer(chip: world.chip, socketPath: folder.path("chip"))
        let line = try SimulatedLine(TestLine.modbus)
        let manager = try NotifySocket()
        let journal = try await journalWithARun(folder.path("state"), deployment, withRun: kind != .lanes)
        let life = try life(folder, deployment, journal, line, manager)

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await life.run() }
            try await eventually("the agent is ready", timeoutSeconds: 30) { !manager.received("READY=1").isEmpty }
            // Without a session no unit is begun; what is left of an earlier life is settled all the same.
            try await eventually("the run is over", timeoutSeconds: 30) {
                try await journal.read { try $0.activeRun() } == nil
            }
            group.cancelAll()
            try? await group.waitForAll()
        }
        #expect(line.withPLC("S1") { $0.marks }?.isEmpty == true)
        let run = try await journal.read { try $0.run("r1") }
        #expect(run?.reason == (kind == .lanes ? nil : "newIncarnation"))
        await journal.close()
        manager.close()
        line.close()
        chip.close()
        world.stop()
    }

    private func journalWithARun(
        _ state: String,
        _ deployment: TestDeployment,
        withRun: Bool
    ) async throws -> Journal {
        let keyset = try Envelope.sign(deployment.keyset(), as: .keyset, with: deployment.root).compact
        let journal = try await Journal.open(directory: state) { Issue.record("the journal failed: \($0)") }.journal
        try await journal.transact { store in
            try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
            try store.setValue(Trust.Key.root, Array(deployment.root.verifyingKey.text.utf8))
            try store.setValue(Trust.Key.keyset, Array(keyset.utf8))
            guard withRun else { return }
            _ = try store.grantBlock(id: "b1", gtin: LineBench.gtin, serials: ["A1"], digest: [1])
            try store.startRun(
                StoredRun(
                    id: "r1",
                    incarnation: 0,
                    commandID: TestDeployment.id(1),
                    traceparent: nil,
                    gtin: LineBench.gtin,
                    count: 1,
                    state: RunState.running.rawValue
                )
            )
        }
        return journal
    }

    private func life(
        _ folder: TemporaryDirectory,
        _ deployment: TestDeployment,
        _ journal: Journal,
        _ line: SimulatedLine,
        _ manager: NotifySocket
    ) throws -> AgentLife {
        let place = try #require(line.endpoints["line"]?.name)
        return try AgentLife(
            trust: deployment.trust(),
            anchor: deployment.anchor,
            keys: deployment.keys,
            configuration: AgentConfiguration(
                name: "lobby-1",
                coordinator: ["https://127.0.0.1:1"],
                rootKeyFile: nil,
                secretFile: nil,
                profileFile: folder.path("profile.jws"),
                lines: AgentConfiguration.Lines(kind: .socket, path: folder.path("chip")),
                simulatedBuses: ["line": place],
                localSocket: nil,
                logLevel: nil
            ),
            journal: journal,
            notifier: ServiceNotifier(environment: manager.environment),
            board: AgentBoard(),
            lease: WorkLease(journal: journal, boot: "boot"),
            release: nil,
            metrics: AgentMetrics(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            group: MultiThreadedEventLoopGroup.singleton
        )
    }
}

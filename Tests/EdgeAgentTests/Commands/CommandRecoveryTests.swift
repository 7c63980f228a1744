import Machine
import Protocol
import Testing

@testable import EdgeAgent
@testable import Journal

@Suite("CommandRecovery")
struct CommandRecoveryTests {
    private let deployment: TestDeployment

    init() throws { deployment = try TestDeployment() }

    private func stored(_ command: Command, envelope: String? = nil) throws -> ReceivedCommand {
        ReceivedCommand(
            id: command.jti,
            incarnation: command.inc,
            counter: command.cnt,
            envelope: Array((try envelope ?? deployment.sign(command)).utf8),
            traceparent: command.traceparent,
            received: JournalInstant(monotonicMilliseconds: 1, wallMilliseconds: 2),
            isFromEarlierLife: true
        )
    }

    @Test func runsWhatWasReceivedInThisLifeOfTheJournal() throws {
        let command = deployment.claims(incarnation: 3)
        guard case .run(let accepted) = try CommandRecovery.waiting(stored(command), incarnation: 3) else {
            Issue.record("not run")
            return
        }
        #expect(accepted.command == command)
    }

    @Test func neverRunsWhatAnEarlierLifeReceived() throws {
        let delivery = try stored(deployment.claims(incarnation: 2))
        guard case .ended(_, let result) = try CommandRecovery.waiting(delivery, incarnation: 3) else {
            Issue.record("not ended")
            return
        }
        #expect(result == DeliveryResult(.cannotStart, .stopped))
        let ping = try stored(deployment.claims(1, .ping, incarnation: 2))
        guard case .refused(_, let code, _) = try CommandRecovery.waiting(ping, incarnation: 3) else {
            Issue.record("not refused")
            return
        }
        #expect(code == .wrongIncarnation)
    }

    @Test func anInterruptedDeliveryIsInDoubtOnEveryLane() throws {
        for lane in ["A1", "gone"] {
            let command = deployment.claims(1, .deliver(.init(lane: lane, sale: "sale-1")))
            let (_, result) = try CommandRecovery.interrupted(
                stored(command),
                profile: TestMachine.profile,
                levels: TestMachine.ready
            )
            #expect(result.status == .inDoubt)
            #expect(result.reason == .interrupted)
        }
    }

    @Test func saysWhatItDoesNotUnderstand() throws {
        let strange = try stored(deployment.claims(), envelope: "strange")
        #expect(throws: ProtocolError.self) { try CommandRecovery.waiting(strange, incarnation: 1) }
        #expect(throws: ProtocolError.self) {
            try CommandRecovery.interrupted(strange, profile: TestMachine.profile, levels: [:])
        }
    }
}

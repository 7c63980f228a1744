import Protocol
import Signals
import Testing

@testable import Coordinator

@Suite("Agent links")
struct AgentLinksTests {
    private static let machine = "snack-1::0123456789abcdef0123456789abcdef"

    private static func session(_ epoch: Int64, _ machine: String = machine) -> AgentLinks.Session {
        AgentLinks.Session(machine: machine, incarnation: 1, epoch: epoch, confirmed: false)
    }

    private static func health(_ ready: Bool) -> HealthReport {
        HealthReport(
            lanes: [HealthReport.Lane(id: "A1", ready: ready, reason: nil)],
            stations: [],
            journalDepth: 0,
            deliveries: 0,
            program: "test"
        )
    }

    @Test func aMachineIsConnectedWhileAStreamIsOpenAndItSpeaks() {
        let links = AgentLinks()
        let start = Moment(milliseconds: 1_000_000)
        #expect(!links.isConnected(Self.machine, at: start))
        links.heard(Self.machine, at: start)
        #expect(!links.isConnected(Self.machine, at: start))
        let stream = links.connected(Self.machine, at: start)
        let last = start.adding(seconds: 3 * ProtocolLimits.heartbeatSeconds)
        #expect(links.isConnected(Self.machine, at: last))
        #expect(!links.isConnected(Self.machine, at: Moment(milliseconds: last.milliseconds + 1)))
        links.heard(Self.machine, at: last)
        #expect(links.isConnected(Self.machine, at: last.adding(seconds: 1)))
        links.disconnected(Self.machine, stream: stream)
        #expect(!links.isConnected(Self.machine, at: last))
    }

    @Test func aRevokedStreamThatClosesLateTakesNothingFromTheNextOne() {
        let links = AgentLinks()
        let now = Moment(milliseconds: 0)
        let old = links.connected(Self.machine, at: now)
        links.revoke(machine: Self.machine)
        #expect(!links.isConnected(Self.machine, at: now))
        let new = links.connected(Self.machine, at: now)
        links.disconnected(Self.machine, stream: old)
        #expect(links.isConnected(Self.machine, at: now))
        links.disconnected(Self.machine, stream: new)
        links.disconnected(Self.machine, stream: new)
        _ = links.connected(Self.machine, at: now)
        #expect(links.isConnected(Self.machine, at: now))
    }

    @Test func healthIsNewsWhenALaneChanged() {
        let links = AgentLinks()
        let now = Moment(milliseconds: 0)
        #expect(links.heard(Self.machine, health: Self.health(true), at: now))
        #expect(!links.heard(Self.machine, health: Self.health(true), at: now))
        #expect(!links.heard(Self.machine, at: now))
        #expect(links.heard(Self.machine, health: Self.health(false), at: now))
        #expect(links.health(Self.machine)?.lanes.first?.ready == false)
        links.revoke(machine: Self.machine)
        #expect(links.health(Self.machine) == nil)
    }

    @Test func revokingEndsTheSessionsOfThatMachineOnly() {
        let links = AgentLinks()
        let other = "snack-2::0123456789abcdef0123456789abcdef"
        links.add(Self.session(1), token: "a")
        links.add(Self.session(1, other), token: "b")
        let generation = links.signal.generation
        links.revoke(machine: Self.machine)
        #expect(links.session(token: "a") == nil)
        #expect(links.session(token: "b") == Self.session(1, other))
        #expect(links.signal.generation > generation)
    }

    @Test func tokensThatCanNeverBeUsedAreForgotten() {
        let links = AgentLinks()
        links.add(Self.session(1), token: "first")
        links.confirm(Self.session(1), token: "first")
        for epoch in Int64(2)...100 { links.add(Self.session(epoch), token: "token \(epoch)") }
        #expect(links.session(token: "first")?.confirmed == true)
        #expect(links.session(token: "token 99") == nil)
        #expect(links.session(token: "token 100") != nil)
        links.confirm(Self.session(100), token: "token 100")
        #expect(links.session(token: "first") == nil)
    }

    @Test func aChallengeIsSpentUntilItIsTooOldAnyway() {
        let links = AgentLinks()
        let now = Moment(milliseconds: 1_000_000)
        #expect(links.spend(challenge: "a", at: now))
        #expect(!links.spend(challenge: "a", at: now))
        #expect(links.spend(challenge: "b", at: now))
        let last = now.adding(seconds: ProtocolLimits.challengeSeconds)
        #expect(!links.spend(challenge: "a", at: last))
    }
}

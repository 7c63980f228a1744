import Protocol
import Testing

@testable import mintmark

@Suite("FlashPlan")
struct FlashPlanTests {
    private static let digest = Fingerprint.sha256([1])
    private static let release = ReleaseClaims(
        version: "0.2.0",
        number: 5,
        architecture: "arm64",
        libraries: ["libmodbus.so.5", "libother.so.1"],
        journalReadableFrom: 3,
        iat: 1,
        files: [
            .init(path: "mintmark-agent", bytes: 1_000_000, sha256: digest, executable: true),
            .init(path: "slots", bytes: 10, sha256: Fingerprint.sha256([2]), executable: true),
        ]
    )
    private static let settings = [
        "settings/agent.json": Array("{}".utf8), "settings/profile.jws": Array("p".utf8),
    ]

    /// A fresh computer that has everything.
    private static let fresh = """
        sudo yes
        system Debian GNU/Linux 12 (bookworm)
        kernel Linux 6.1.0
        architecture arm64
        systemd 252
        free 1000000
        clock 1000
        synchronised yes
        chips 1
        library libmodbus.so.5
        library libother.so.1
        active inactive
        """

    private func plan(
        _ facts: String = fresh,
        settings: [String: [UInt8]] = settings,
        release: ReleaseClaims = release,
        overrides: FlashPlan.Overrides = []
    ) -> FlashPlan {
        FlashPlan(TargetFacts(facts), release, compact: "c", settings: settings, now: 1_000, overrides: overrides)
    }

    private func problem(_ facts: String, overrides: FlashPlan.Overrides = []) -> String? {
        plan(facts, overrides: overrides).problems.first
    }

    @Test func aFreshComputerGetsEverything() {
        let plan = plan()
        #expect(plan.problems.isEmpty && plan.warnings.isEmpty && !plan.isDone)
        #expect(
            plan.files.map(\.path) == [
                "mintmark-agent", "slots", "release.jws", "settings/agent.json", "settings/profile.jws",
            ]
        )
        #expect(plan.missingBytes == 1_000_000 + 10 + 2 + 2 + 1)
        #expect(self.plan(settings: [:]).problems.first?.contains("--name and --profile") == true)
    }

    @Test func whatIsThereIsNotSentAgain() {
        let running =
            Self.fresh + """

                current a
                current-version 0.1.0
                current-number 4
                current-journal 3
                digest \(Self.digest) mintmark-agent
                digest \(Fingerprint.sha256([9])) slots
                digest \(Fingerprint.sha256([7])) settings/agent.json
                digest \(Fingerprint.sha256([8])) settings/profile.jws
                incoming \(Fingerprint.sha256([2])) 4 no
                """
        let plan = plan(running, settings: [:])
        #expect(plan.problems.isEmpty)
        #expect(plan.missingBytes == 6 + 2, "the agent is there, four bytes of slots were uploaded before")
        let whole = running.replacing("4 no", with: "10 whole")
        #expect(self.plan(whole, settings: [:]).missingBytes == 2)
        for useless in ["10 no", "11 no", "-5 no", "99999999999999999999 no", "no"] {
            let other = running.replacing("4 no", with: useless)
            #expect(self.plan(other, settings: [:]).missingBytes == 10 + 2, "\(useless)")
        }
        #expect(plan.files.map(\.path).suffix(2) == ["settings/agent.json", "settings/profile.jws"])
        #expect(TargetFacts(running).current == .init(version: "0.1.0", number: 4, journalReadableFrom: 3))
    }

    @Test func nothingIsDoneTwice() throws {
        let digests = plan().files.map { "digest \($0.sha256) \($0.path)" }.joined(separator: "\n")
        let status = String(decoding: try StrictJSON.encode(Self.status { _ in }), as: UTF8.self)
        let running = Self.fresh.replacing("active inactive", with: "active active") + "\ncurrent a\n\(digests)"
        #expect(plan("\(running)\nstatus \(status)").isDone)
        #expect(!plan(running).isDone, "it does not say how it is")
        let stopped = running.replacing("active active", with: "active failed")
        #expect(!plan("\(stopped)\nstatus \(status)").isDone)
        #expect(!plan("\(running)\nstatus \(status)", settings: ["settings/agent.json": [1]]).isDone)
    }

    private static func status(_ change: (inout AgentStatus) -> Void) -> AgentStatus {
        var status = AgentStatus(
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
        change(&status)
        return status
    }

    static let obstacles: [(from: String, to: String, words: String)] = [
        ("sudo yes", "sudo no", "sudo"), ("architecture arm64", "architecture amd64", "the release is for arm64"),
        ("systemd 252", "systemd 241", "Debian 12"), ("systemd 252", "", "Debian 12"),
        ("library libmodbus.so.5\n", "", "apt-get install libmodbus5"),
        ("library libother.so.1\n", "", "libother.so.1"),
        ("free 1000000", "free 60000", "MiB"), ("chips 1", "lacks sha256sum", "sha256sum"),
        ("chips 1", "package 0.1.0", "apt-get remove"), ("chips 1", "flashing active", "right now"),
        ("chips 1", "trial yes", "on trial"), ("chips 1", "disks 2", "another disk"),
    ]

    @Test(arguments: obstacles)
    func eachObstacleHasWords(_ obstacle: (from: String, to: String, words: String)) {
        let facts = Self.fresh.replacing(obstacle.from, with: obstacle.to)
        #expect(facts != Self.fresh)
        #expect(problem(facts)?.contains(obstacle.words) == true, "\(problem(facts) ?? "no problem")")
    }

    @Test func endsAsTheFirstObstacleWants() {
        func end(_ from: String, _ to: String) -> CommandEnd { plan(Self.fresh.replacing(from, with: to)).end }
        #expect(end("sudo yes", "sudo no") == .notPermitted)
        #expect(end("free 1000000", "free 60000") == .notNow)
        #expect(end("architecture arm64", "architecture amd64") == .data)
        #expect(plan(Self.fresh.replacing("sudo yes", with: "sudo no")).problems.count == 1)
    }

    @Test func whatIsUnderWayIsNotInterrupted() throws {
        func facts(_ change: (inout AgentStatus) -> Void) throws -> String {
            let status = String(decoding: try StrictJSON.encode(Self.status(change)), as: UTF8.self)
            return Self.fresh.replacing("active inactive", with: "active active") + "\ncurrent a\ncurrent-version 1"
                + "\ncurrent-number 1\nstatus \(status)"
        }
        #expect(problem(try facts { _ in }) == nil)
        #expect(problem(try facts { $0.busy = ["run r1"] })?.contains("run r1") == true)
        #expect(problem(try facts { $0.mark = 6 })?.contains("older than 6") == true)
        var downgrade = Self.release
        downgrade.downgrade = true
        #expect(plan(try facts { $0.mark = 6 }, release: downgrade).problems.isEmpty)
        let silent =
            Self.fresh.replacing("active inactive", with: "active active")
            + "\ncurrent a\ncurrent-version 1\ncurrent-number 1\ncurrent-journal 3"
        #expect(problem(silent)?.contains("--even-if-silent") == true)
        #expect(problem(silent, overrides: .silentAgent) == nil)
        let older = silent.replacing("journal 3", with: "journal 2")
        #expect(problem(older, overrides: .silentAgent)?.contains("--one-way") == true)
        #expect(problem(older, overrides: [.silentAgent, .oneWay]) == nil)
        var oneWay = Self.release
        oneWay.journalReadableFrom = 4
        #expect(plan(try facts { _ in }, release: oneWay).problems.first?.contains("--one-way") == true)
        #expect(plan(try facts { $0.journalSchema = 4 }, release: oneWay).problems.isEmpty)
        let agreed = plan(try facts { _ in }, release: oneWay, overrides: .oneWay)
        #expect(agreed.problems.isEmpty && agreed.warnings.first?.contains("no way back") == true)
    }

    @Test func warnsOfClocksAndKernels() {
        #expect(
            plan(Self.fresh.replacing("clock 1000", with: "clock 900")).warnings.first?.contains("100 s behind") == true
        )
        #expect(plan(Self.fresh.replacing("clock 1000", with: "clock 1050")).warnings.isEmpty)
        #expect(plan(Self.fresh + "\npersist Y").warnings.first?.contains("strict_gpiod") == true)
        #expect(plan(Self.fresh.replacing("chips 1", with: "chips 0")).warnings.first?.contains("gpiochip") == true)
    }

    @Test func readsHowTheLastFlashEnded() {
        let facts = TargetFacts(
            "last-outcome returned\nlast-version 0.2.0\nlast-number 5\nlast-at 7\nlast-reason it hangs"
        )
        let outcome = TargetFacts.Outcome(word: "returned", version: "0.2.0", number: 5, at: 7, reason: "it hangs")
        #expect(facts.outcome == outcome)
        #expect(TargetFacts("").outcome == nil && TargetFacts("nonsense").current == nil)
    }
}

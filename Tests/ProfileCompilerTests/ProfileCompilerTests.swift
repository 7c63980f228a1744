import Foundation
import GPIO
import Machine
import ProfileCompiler
import Testing

@Suite("Profile compiler")
struct ProfileCompilerTests {
    @Test func compilesTheExampleToWhatItSays() throws {
        let profile = try Example.compiler().compile(yaml: Example.yaml)
        func name(_ line: String) -> LineName { LineName(chip: "bench-chip", line: line) }
        let drop = InputLine(name: name("P3"), activeLow: true, bias: .pullUp, shared: true)
        let expected = MachineProfile(
            name: "bench-2",
            board: "bench",
            chip: "bench-chip",
            lanes: [
                Lane(
                    id: "A1",
                    motor: OutputLine(name: name("P1")),
                    home: InputLine(name: name("P2"), activeLow: true, bias: .pullUp, debounceMicroseconds: 10_000),
                    drop: drop,
                    maxOnMilliseconds: 4_000,
                    minimumOffMilliseconds: 500,
                    homeTimeoutMilliseconds: 3_000,
                    dropWindowMilliseconds: 2_000,
                    attempts: 2,
                    capacity: 8,
                    stock: 5
                ),
                Lane(
                    id: "B1",
                    motor: OutputLine(name: name("P4")),
                    home: nil,
                    drop: drop,
                    maxOnMilliseconds: 1_500,
                    minimumOffMilliseconds: 0,
                    homeTimeoutMilliseconds: nil,
                    pulseMilliseconds: 800,
                    dropWindowMilliseconds: 2_000,
                    capacity: 4,
                    hardwareLimitMilliseconds: 1_000
                ),
            ],
            interlocks: [
                Interlock(
                    id: "door",
                    kind: .door,
                    input: InputLine(name: name("P5"), activeLow: true, bias: .pullUp),
                    blocks: ["A1", "B1"]
                )
            ],
            limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 200)
        )
        #expect(profile == expected)
        #expect(try MachineProfile.decode(json: profile.canonicalJSON()) == profile)
    }

    @Test func doesNotCompileAProfileWithErrors() throws {
        let compiler = try Example.compiler()
        do throws(ProfileError) {
            _ = try compiler.compile(yaml: Example.replaced([16: "    attempts: 7"]))
            Issue.record("it compiled")
        } catch {
            #expect(error.code == .faulty)
            #expect(error.faults.map(\.code) == [.attemptsOutOfRange])
            #expect(error.description.contains("profile.yaml:16:15: error[attemptsOutOfRange]"))
        }
    }

    @Test func compilesAProfileWithWarnings() throws {
        let profile = try Example.compiler().compile(yaml: Example.replaced([9: "    motor: P1"]))
        #expect(profile.lanes[0].motor.name.line == "P1")
    }

    @Test func compilesForAnotherBoardThanTheOneNamed() throws {
        let profile = try Example.compiler().compile(yaml: Example.yaml, board: "simulated")
        #expect(profile.board == "simulated")
        #expect(profile.chip == "mintmark-sim")
        #expect(profile.lanes[0].motor.name == LineName(chip: "mintmark-sim", line: "P1"))
        let faults = try Example.faults(replacing: [10: "    home: {line: anything, bias: pullUp}"], board: "simulated")
        #expect(faults.isEmpty)
        #expect(try Example.faults(replacing: [:], board: "simulatd").map(\.code) == [.unknownBoard])
    }

    @Test func lanesTakeWhatTheyLeaveOutFromTheDefaults() throws {
        let text = """
            profile: 1
            name: d
            board: simulated
            limits: {watchdog: 2s, settle: 0ms}
            interlocks: []
            laneDefaults:
              motor: {externalPull: down}
              home: {bias: pullUp, activeLow: true}
              drop: {line: curtain, bias: pullUp, shared: true}
              maxOn: 4s
              homeTimeout: 3s
              dropWindow: 2s
              capacity: 6
            lanes:
              - {id: A1, motor: m1, home: h1}
              - {id: A2, motor: {line: m2, activeLow: true, externalPull: up}, home: h2, capacity: 3, maxOn: 5s}
            """
        let profile = try Example.compiler().compile(yaml: text)
        #expect(profile.lanes.map(\.capacity) == [6, 3])
        #expect(profile.lanes.map(\.maxOnMilliseconds) == [4_000, 5_000])
        #expect(profile.lanes.map(\.motor.activeLow) == [false, true])
        #expect(profile.lanes.map(\.home?.activeLow) == [true, true])
        #expect(profile.lanes.map(\.drop.name.line) == ["curtain", "curtain"])
        #expect(profile.interlocks.isEmpty)
        let faults = try Example.compiler().check(
            yaml: text.replacingOccurrences(of: "dropWindow: 2s", with: "dropWindow: 0s"),
            file: "d"
        )
        #expect(faults.map(\.code) == [.unreachableState])
        #expect(faults.map(\.line) == [12])
    }

    @Test func aLaneCanRefuseTheDefaultHomeSwitch() throws {
        let text = Example.replaced([
            7: "laneDefaults: {home: {bias: pullUp}}\nlanes:", 19: "  - id: B1\n    home: none",
        ])
        let profile = try Example.compiler().compile(yaml: text)
        #expect(profile.lanes.map { $0.home == nil } == [false, true])
    }

    @Test func tooManyLanesAreRefused() throws {
        let lanes = (0..<65).map { "  - {id: L\($0)}" }.joined(separator: "\n")
        let text =
            "profile: 1\nname: x\nboard: simulated\nlimits: {watchdog: 2s, settle: 0s}\ninterlocks: []\nlanes:\n"
            + lanes
        let faults = try Example.compiler().check(yaml: text, file: "x")
        #expect(faults.map(\.code) == [.outOfRange])
        #expect(faults.map(\.line) == [71])
    }

    @Test func theShippedMachineCompilesForBothBoards() throws {
        let boards = try BoardFolder.read(Repository.root.appendingPathComponent("hardware/boards").path)
        let compiler = try ProfileCompiler(boards: boards)
        let yaml = try Repository.text("hardware/machines/snack-6.yaml")
        for board in [nil, "simulated"] {
            #expect(ProfileReport.text(compiler.check(yaml: yaml, file: "snack-6.yaml", board: board)) == "")
            let profile = try compiler.compile(yaml: yaml, board: board)
            #expect(profile.lanes.map(\.id) == ["A1", "A2", "A3", "A4", "A5", "A6"])
            #expect(profile.lineConfiguration.names.count == 15)
            #expect(profile.chip == (board == nil ? "pinctrl-bcm2711" : "mintmark-sim"))
            #expect(profile.interlocks.map(\.blocks) == [profile.lanes.map(\.id), profile.lanes.map(\.id)])
            #expect(try MachineProfile.decode(json: profile.canonicalJSON()) == profile)
        }
    }

    @Test func theExampleOfTheDocumentationCompiles() throws {
        let text = try Repository.text("docs/profile.md")
        let from = try #require(text.range(of: "```yaml\n")).upperBound
        let to = try #require(text.range(of: "```", range: from..<text.endIndex)).lowerBound
        let boards = try BoardFolder.read(Repository.root.appendingPathComponent("hardware/boards").path)
        let faults = try ProfileCompiler(boards: boards).check(yaml: String(text[from..<to]), file: "profile.md")
        #expect(ProfileReport.text(faults) == "")
    }
}

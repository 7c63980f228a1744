import GPIO
import Machine
import Platform
import Protocol
import Synchronization
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("ControlLoop", .timeLimit(.minutes(1)))
struct ControlLoopTests {
    private static func with(
        faults: String = "",
        _ body: (ControlLoop, SimulatedWorld) async throws -> Void
    ) async throws {
        let world = try SimulatedWorld(faults: faults)
        let control = ControlLoop()
        try await control.start(
            profile: world.profile,
            provider: world.chip.provider,
            notifier: ServiceNotifier(environment: [:])
        )
        do {
            try await body(control, world)
        } catch {
            control.stop()
            world.stop()
            throw error
        }
        control.stop()
        try? await control.ended()
        world.stop()
        #expect(!world.isAnyMotorOn)
    }

    private static func lane(_ id: String) throws -> Lane { try #require(TestMachine.profile.lane(id)) }

    private static func deliver(
        _ control: ControlLoop,
        _ id: String = "A1",
        lastCheck: @escaping ControlLoop.LastCheck = { nil },
        furtherIntent: @escaping ControlLoop.FurtherIntent = { _ in }
    ) async throws -> DeliveryResult {
        await control.deliver(try lane(id), lastCheck: lastCheck, furtherIntent: furtherIntent)
    }

    @Test func deliversOne() async throws {
        try await Self.with { control, world in
            let result = try await Self.deliver(control)
            #expect(result.status == .finished)
            #expect(result.evidence.firings == 1 && result.evidence.homeSeen)
            #expect(world.firings == 1 && world.dropped == 1)
            #expect(!world.isAnyMotorOn)
        }
    }

    @Test(arguments: [("A1=jam", DeliveryReason.noDrop), ("A1=motorStuck", .jam)])
    func failsWhenNothingFalls(_ faults: String, _ reason: DeliveryReason) async throws {
        try await Self.with(faults: faults) { control, world in
            let result = try await Self.deliver(control)
            #expect(result.status == .failed)
            #expect(result.reason == reason)
            #expect(world.firings == 1)
        }
    }

    @Test func doesNotStartWithAnOpenDoor() async throws {
        try await Self.with { control, world in
            world.setDoor(open: true)
            try await eventually("the lanes are out") { control.health.lanes.allSatisfy { !$0.ready } }
            let result = try await Self.deliver(control)
            #expect(result.status == .cannotStart)
            #expect(result.reason == .interlock)
            #expect(world.firings == 0)
            world.setDoor(open: false)
            try await eventually("the lanes are back") { control.health.lanes.allSatisfy(\.ready) }
            #expect(try await Self.deliver(control).status == .finished)
        }
    }

    @Test func doesNotStartAgainstItsLastCheck() async throws {
        try await Self.with { control, world in
            let result = try await Self.deliver(control, lastCheck: { .expired })
            #expect(result.status == .cannotStart)
            #expect(result.reason == .expired)
            #expect(world.firings == 0)
        }
    }

    @Test func endsTheRunningDeliveryBeforeItStops() async throws {
        try await Self.with { control, world in
            async let result = Self.deliver(control)
            try await eventually("the motor turns", pollMilliseconds: 5) { world.isTurning("A1") }
            control.stop()
            #expect(try await result.status == .finished)
            try await control.ended()
            #expect(world.firings == 1 && world.dropped == 1)
        }
    }

    @Test func turnsTheMotorOffAtOnceWhenOutputsAreSetSafe() async throws {
        try await Self.with { control, world in
            async let result = Self.deliver(control)
            try await eventually("the motor turns", pollMilliseconds: 1) { world.isTurning("A1") }
            try await control.setOutputsSafe()
            #expect(!world.isAnyMotorOn)
            let ended = try await result
            #expect(ended.status == .inDoubt)
            #expect(ended.reason == .stopped)
            #expect(world.firings == 1)
        }
    }

    @Test func setsOutputsSafeWithoutADelivery() async throws {
        try await Self.with { control, world in
            try await control.setOutputsSafe()
            #expect(!world.isAnyMotorOn)
            #expect(await control.levels()[TestMachine.door] == .active)
        }
    }

    @Test func endsSafelyWhenALineFailsDuringADelivery() async throws {
        try await Self.with { control, world in
            async let result = Self.deliver(control)
            try await eventually("the motor turns", pollMilliseconds: 1) { world.isTurning("A1") }
            world.chip.setFaulty(TestMachine.home("A1"), true)
            // Inputs are read when someone asks; the fault shows at the latest after the delivery.
            _ = try await result
            await #expect(throws: AgentError(.lines, "")) { try await control.ended() }
            #expect(!world.isAnyMotorOn)
            #expect(world.firings == 1)
            #expect(control.health.lanes.allSatisfy { !$0.ready && $0.reason == "stopped" })
        }
    }

    @Test func isInDoubtWhenTheMotorCannotBeTurnedOff() async throws {
        try await Self.with { control, world in
            async let result = Self.deliver(control)
            try await eventually("the motor turns", pollMilliseconds: 1) { world.isTurning("A1") }
            world.chip.setFaulty(TestMachine.motor("A1"), true)
            let ended = try await result
            #expect(ended.status == .inDoubt)
            #expect(ended.reason == .interrupted)
            #expect(ended.evidence.firings == 1)
            await #expect(throws: AgentError(.lines, "")) { try await control.ended() }
            world.chip.setFaulty(TestMachine.motor("A1"), false)
        }
    }

    @Test func leavesNobodyWaitingAfterItsEnd() async throws {
        try await Self.with { control, world in
            control.stop()
            try await control.ended()
            let result = try await Self.deliver(control)
            #expect(result.status == .cannotStart)
            #expect(result.reason == .stopped)
            await #expect(throws: AgentError(.stopping, "")) { try await control.setOutputsSafe() }
            #expect(await control.levels().isEmpty)
            #expect(world.firings == 0)
        }
    }

    @Test func leavesNobodyWaitingWhoCameInBetween() async throws {
        try await Self.with { control, world in
            world.chip.setFaulty(TestMachine.door, true)
            // Sent around the moment at which the loop finds the fault: each of them is answered, whoever is first.
            let results = try await withThrowingTaskGroup(of: DeliveryResult.self) { group in
                for _ in 0..<20 { group.addTask { try await Self.deliver(control) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count == 20)
            #expect(results.allSatisfy { $0.status == .cannotStart })
            #expect(world.firings == 0)
        }
    }

    @Test func isNotStartedOnLinesThatSomeoneOwns() async throws {
        try await Self.with { _, world in
            let second = ControlLoop()
            await #expect(throws: AgentError(.lines, "")) {
                try await second.start(
                    profile: world.profile,
                    provider: world.chip.provider,
                    notifier: ServiceNotifier(environment: [:])
                )
            }
            // Ended already, and says so.
            await #expect(throws: AgentError(.lines, "")) { try await second.ended() }
        }
    }

    @Test func asksForAnIntentOfItsOwnBeforeAFurtherAttempt() async throws {
        try await Self.with(faults: "A2=jam*1") { control, world in
            let asked = Mutex<[Int]>([])
            let result = try await Self.deliver(
                control,
                "A2",
                furtherIntent: { attempt in
                    asked.withLock { $0.append(attempt) }
                    #expect(world.firings == 1)
                    control.answerFurtherIntent(true)
                }
            )
            #expect(asked.withLock { $0 } == [2])
            #expect(result.status == .finished)
            #expect(result.evidence.firings == 2)
            #expect(world.firings == 2 && world.dropped == 1)
        }
    }

    @Test func doesNotFireAgainWithoutThatIntent() async throws {
        try await Self.with(faults: "A2=jam*1") { control, world in
            let result = try await Self.deliver(
                control,
                "A2",
                furtherIntent: { _ in control.answerFurtherIntent(false) }
            )
            #expect(result.status == .failed)
            #expect(world.firings == 1)
        }
    }
}

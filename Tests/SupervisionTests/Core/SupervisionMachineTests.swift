import Supervision
import Testing

@Suite("SupervisionMachine")
struct SupervisionMachineTests {
    /// Coordinator, simulator and agent, all ready.
    private func threeChildren() -> SupervisionMachine {
        var machine = SupervisionMachine()
        for name in ["coordinator", "simulator", "agent"] {
            #expect(machine.add(name, policy: ChildPolicy(notifies: false), at: 0) == [.init(name, .spawn)])
            #expect(machine.handle(.spawned, of: name, at: 0).isEmpty)
        }
        return machine
    }

    @Test func stopsTheLastFirstAndEachAfterTheOther() {
        var machine = threeChildren()
        #expect(machine.stopAll(at: 0) == [.init("agent", .terminate)])
        #expect(machine.handle(.exited(.status(0)), of: "agent", at: 1) == [.init("simulator", .terminate)])
        #expect(machine.handle(.exited(.status(0)), of: "simulator", at: 2) == [.init("coordinator", .terminate)])
        #expect(!machine.isStopped)
        #expect(machine.handle(.exited(.status(0)), of: "coordinator", at: 3).isEmpty)
        #expect(machine.isStopped)
    }

    @Test func aChildThatDoesNotEndIsKilledAndTheOthersFollow() {
        var machine = threeChildren()
        #expect(machine.stopAll(at: 0) == [.init("agent", .terminate)])
        #expect(machine.timePassed(at: 9_999_999_999).isEmpty)
        #expect(machine.timePassed(at: 10_000_000_000) == [.init("agent", .kill)])
        #expect(
            machine.handle(.exited(.signal(9)), of: "agent", at: 10_000_000_001) == [.init("simulator", .terminate)]
        )
    }

    @Test func aChildThatDiesWhileAnotherStopsStaysDead() {
        var machine = threeChildren()
        #expect(machine.stopAll(at: 0) == [.init("agent", .terminate)])
        #expect(machine.handle(.exited(.status(1)), of: "coordinator", at: 1).isEmpty)
        #expect(machine.handle(.exited(.status(0)), of: "agent", at: 2) == [.init("simulator", .terminate)])
        #expect(machine.handle(.exited(.status(0)), of: "simulator", at: 3).isEmpty)
        #expect(machine.isStopped)
    }

    @Test func oneChildsEndTouchesNoOther() {
        var machine = threeChildren()
        #expect(machine.handle(.exited(.status(1)), of: "simulator", at: 0).isEmpty)
        #expect(machine.deadline == 200_000_000)
        #expect(machine.timePassed(at: 200_000_000) == [.init("simulator", .spawn)])
        #expect(machine.child("agent")?.starts == 1)
    }

    @Test func nothingIsAddedTwiceOrAfterTheEnd() {
        var machine = threeChildren()
        #expect(machine.add("agent", policy: ChildPolicy(), at: 0).isEmpty)
        #expect(machine.stopAll(at: 0) == [.init("agent", .terminate)])
        #expect(machine.add("late", policy: ChildPolicy(), at: 0).isEmpty)
        #expect(machine.names == ["coordinator", "simulator", "agent"])
    }

    @Test func withoutChildrenItIsStoppedAtOnce() {
        var machine = SupervisionMachine()
        #expect(!machine.isStopped)
        #expect(machine.stopAll(at: 0).isEmpty)
        #expect(machine.isStopped)
        #expect(machine.handle(.exited(.status(0)), of: "stranger", at: 0).isEmpty)
    }
}

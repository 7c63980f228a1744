import GPIO

@testable import Doctor

/// What is found, row by row. Every code is in some row.
enum FindingTable {
    static let rows = setup + lines + outputs + pulses + release + buses + clock + link + queue + disk

    private static func input(
        _ line: LineName,
        _ body: @escaping @Sendable (inout InputFact) -> Void
    ) -> @Sendable (inout DoctorFacts) -> Void {
        { body(&$0.inputs[Cabinet.place(line)]) }
    }

    private static func problem(_ kind: LineProblem.Kind) -> @Sendable (inout DoctorFacts) -> Void {
        input(Cabinet.drop) {
            $0.level = nil
            $0.problem = LineProblem(kind, "words")
        }
    }

    private static func wrong(_ lines: [LineName]) -> @Sendable (inout DoctorFacts) -> Void {
        { facts in
            for line in lines {
                let place = Cabinet.place(line)
                facts.inputs[place].level = facts.inputs[place].level?.inverted
            }
        }
    }

    private static let setup: [FindingRow] = [
        FindingRow("nothing is wrong", []) { _ in },
        FindingRow("no configuration", [.setupConfiguration]) { $0.setup.configurationProblem = "not there" },
        FindingRow("no profile", [.setupProfile]) { $0.setup.profile = .unusable },
        FindingRow("an unchecked profile", [.setupProfileUnverified]) { $0.setup.profile = .unverified },
        FindingRow("the agent runs", [.setupAgentRuns]) { $0.setup.isAgentRunning = true },
        FindingRow("the agent runs and is not well", [.setupAgentRuns, .setupAgentTrouble]) {
            $0.setup.isAgentRunning = true
            $0.setup.troubles = ["the output x can't be read back"]
        },
        FindingRow("a wrong consent", [.setupConsentRefused]) {
            $0.setup.refusedConsents = [SetupFacts.Refusal(name: "x", reason: "an input")]
        },
        FindingRow("an old kernel", [.versionsKernel]) { $0.versions = FindingRow.versions("5.9.12-v8+") },
        FindingRow("the oldest kernel", [.versionsOK]) { $0.versions = FindingRow.versions("5.10.0-1") },
    ]

    private static let lines: [FindingRow] = [
        FindingRow("no chip", [.linesNoChip], problem(.noChip)),
        FindingRow("no line", [.linesNoLine], problem(.noLine)),
        FindingRow("two lines of a name", [.linesAmbiguous], problem(.ambiguous)),
        FindingRow("a busy line", [.linesBusy], problem(.busy)),
        FindingRow("no permission", [.linesNotPermitted], problem(.notPermitted)),
        FindingRow("no debounce", [.linesUnsupported], problem(.unsupported)),
        FindingRow("a broken line", [.linesBroken], problem(.broken)),
        FindingRow("home and drop exchanged", [.linesSwapped], wrong([Cabinet.home("A1"), Cabinet.drop])),
        FindingRow("door and drop exchanged", [.linesSwapped], wrong([Cabinet.door, Cabinet.drop])),
        FindingRow(
            "home and drop exchanged, and the door open",
            [.linesSwapped, .linesInterlockOpen],
            wrong([Cabinet.home("A1"), Cabinet.drop, Cabinet.door])
        ),
        FindingRow("home not seen", [.linesNotAtRest], wrong([Cabinet.home("A2")])),
        FindingRow(
            "two homes not seen are not exchanged",
            [.linesNotAtRest, .linesNotAtRest],
            wrong([Cabinet.home("A1"), Cabinet.home("A2")])
        ),
        FindingRow(
            "nobody knows which two of three are exchanged",
            [.linesNotAtRest, .linesNotAtRest, .linesNotAtRest],
            wrong([Cabinet.home("A1"), Cabinet.home("A2"), Cabinet.drop])
        ),
        FindingRow("the door is open", [.linesInterlockOpen], wrong([Cabinet.door])),
        FindingRow(
            "a line with no resistor at all",
            [.linesNoPull],
            input(Cabinet.drop) {
                $0.bias = .disabled
                ($0.pulledUp, $0.pulledDown) = (.inactive, .active)
            }
        ),
        FindingRow(
            "an open contact on the chip's resistor",
            [],
            input(Cabinet.drop) {
                ($0.pulledUp, $0.pulledDown) = (.inactive, .active)
            }
        ),
        FindingRow(
            "a line that is not held, and is wrong too, is said once",
            [.linesNoPull],
            input(Cabinet.drop) {
                $0.bias = .asIs
                ($0.level, $0.pulledUp, $0.pulledDown) = (.active, .inactive, .active)
            }
        ),
        FindingRow("a restless line", [.linesRestless], input(Cabinet.drop) { $0.changes = 7 }),
    ]

    private static let outputs: [FindingRow] = [
        FindingRow("an output does not go off", [.outputsNotSafe]) { $0.outputs[0].level = .active },
        FindingRow("a motor on without a program", [.outputsActiveUnowned]) { $0.outputs[1].unowned = .active },
        FindingRow("an output of somebody else", [.linesBusy]) {
            $0.outputs[0].problem = LineProblem(.busy, "held by x")
        },
    ]

    private static func pulse(
        _ lane: String,
        _ end: PulseFact.End,
        _ changes: [PulseFact.Change] = []
    ) -> @Sendable (inout DoctorFacts) -> Void {
        {
            var pulse = PulseFact(lane: lane, line: Cabinet.motor(lane))
            pulse.drivenMilliseconds = 100
            pulse.end = end
            pulse.changes = changes
            $0.pulses = [pulse]
        }
    }

    private static func change(_ line: LineName, _ last: Level) -> PulseFact.Change {
        PulseFact.Change(line: line, count: 2, afterMilliseconds: 10, last: last)
    }

    private static let pulses: [FindingRow] = [
        FindingRow("one turn", [.pulseOK], pulse("A1", .homeSeen, [change(Cabinet.home("A1"), .active)])),
        FindingRow("driven by time", [.pulseOK], pulse("B1", .time)),
        FindingRow("another's switch", [.linesSwapped], pulse("A1", .homeSeen, [change(Cabinet.home("A2"), .active)])),
        FindingRow(
            "another's switch, of a lane without one",
            [.linesSwapped],
            pulse("B1", .time, [change(Cabinet.home("A2"), .active)])
        ),
        FindingRow(
            "its own switch, and another that shakes",
            [.pulseOK],
            pulse("A1", .homeSeen, [change(Cabinet.home("A1"), .active), change(Cabinet.home("A2"), .active)])
        ),
        FindingRow("nothing moved", [.pulseNothing], pulse("A1", .time)),
        FindingRow("goods without a turn", [.pulseNothing], pulse("A1", .time, [change(Cabinet.drop, .inactive)])),
        FindingRow("jammed", [.pulseIncomplete], pulse("A1", .time, [change(Cabinet.home("A1"), .inactive)])),
        FindingRow("the door opened", [.pulseInterlock], pulse("A1", .interlockOpened)),
        FindingRow("a line failed", [.pulseUncertain], pulse("A1", .failed)),
        FindingRow("edges were lost", [.pulseUncertain], pulse("A1", .edgesLost)),
        FindingRow("stopped by hand", [.pulseUncertain], pulse("A1", .stopped)),
        FindingRow("not turned", [.pulseRefused]) {
            $0.pulses = [PulseFact(lane: "A1", line: Cabinet.motor("A1"))]
            $0.pulses[0].refused = "the door is open"
        },
    ]

    private static func trial(
        _ wasDriven: Bool,
        _ after: Level?,
        problem: String? = nil
    ) -> @Sendable (inout DoctorFacts) -> Void {
        {
            $0.release?.trials = [
                ReleaseFacts.Trial(line: Cabinet.name("spare"), wasDriven: wasDriven, after: after, problem: problem)
            ]
        }
    }

    private static let release: [FindingRow] = [
        FindingRow("an output stays on", [.releaseKeeps], trial(true, .active)),
        FindingRow("the kernel says so", [.releaseKernelKeeps, .releaseNotTested]) {
            $0.release = ReleaseFacts(kernelKeepsOutputs: true, hasOutputs: true)
        },
        FindingRow("the kernel says that it does not", [.releaseNotTested]) {
            $0.release = ReleaseFacts(kernelKeepsOutputs: false, hasOutputs: true)
        },
        FindingRow("a machine without outputs", []) { $0.release = ReleaseFacts(hasOutputs: false) },
        FindingRow("a trial that was not", [.releaseUncertain], trial(false, nil)),
        FindingRow("a trial that broke off", [.releaseUncertain], trial(true, nil, problem: "no child")),
    ]

    private static func device(
        _ body: @escaping @Sendable (inout DeviceFact) -> Void
    ) -> @Sendable (inout DoctorFacts) -> Void {
        { body(&$0.buses[0].devices[0]) }
    }

    private static let buses: [FindingRow] = [
        FindingRow("no bus", [.modbusBusUnusable]) { $0.buses[0].problem = "no such device" },
        FindingRow("a dead slave", [.modbusDead], device { $0.latency = LatencyFacts(microseconds: [], asked: 3) }),
        FindingRow("another device", [.modbusWrongDevice], device { $0.identity.found = 17 }),
        FindingRow("another order", [.modbusWordOrder], device { $0.fittingOrders = ["CDAB"] }),
        FindingRow(
            "another order, in which its name is another",
            [.modbusWordOrder],
            device {
                $0.fittingOrders = ["BADC"]
                $0.identity.found = 37_392
            }
        ),
        FindingRow("no order", [.modbusWordOrderUnknown], device { $0.fittingOrders = [] }),
        FindingRow(
            "no constant",
            [.modbusUnreadable],
            device {
                $0.fittingOrders = []
                $0.wordOrder = DeviceFact.Expectation(register: "constant", expected: 1, problem: "exception 2")
            }
        ),
        FindingRow(
            "late",
            [.modbusLate],
            device {
                $0.latency = LatencyFacts(microseconds: [2_000, 140_000], asked: 2)
            }
        ),
        FindingRow("some lost", [.modbusLost], device { $0.latency = LatencyFacts(microseconds: [2_000], asked: 2) }),
        FindingRow("no watchdog", [.modbusWatchdog], device { $0.outputWatchdog.found = 0 }),
        FindingRow("a stranger", [.modbusStranger]) { $0.buses[0].strangers = [7] },
    ]

    private static func looks(
        _ then: ClockFacts,
        _ now: ClockFacts
    ) -> @Sendable (inout DoctorFacts) -> Void {
        { $0.clock = ClockFacts(now: now.now, before: then.now, isSynchronised: true) }
    }

    private static let hour: UInt64 = 3_600_000_000_000

    private static let clock: [FindingRow] = [
        FindingRow("never set", [.clockUnset]) { $0.clock = FindingRow.clock(offset: nil, wall: 86_400_000) },
        FindingRow("nobody keeps it", [.clockUnsynchronised]) { $0.clock?.isSynchronised = false },
        FindingRow("wrong", [.clockWrong]) { $0.clock = FindingRow.clock(offset: -3_600_000) },
        FindingRow(
            "gains two seconds an hour",
            [.clockDrifts],
            looks(
                FindingRow.clock(offset: 0),
                FindingRow.clock(offset: 2_000, after: hour)
            )
        ),
        FindingRow(
            "loses two seconds an hour",
            [.clockDrifts],
            looks(
                FindingRow.clock(offset: 0),
                FindingRow.clock(offset: -2_000, after: hour)
            )
        ),
        FindingRow(
            "gains as much as a sound one",
            [],
            looks(
                FindingRow.clock(offset: 0),
                FindingRow.clock(offset: 300, after: hour)
            )
        ),
        FindingRow(
            "looked at twice in a minute",
            [],
            looks(
                FindingRow.clock(offset: 0),
                FindingRow.clock(offset: 2_000, after: 59_000_000_000)
            )
        ),
        FindingRow(
            "was set",
            [.clockStepped],
            looks(
                FindingRow.clock(offset: 0),
                FindingRow.clock(offset: 0, after: hour, wall: FindingRow.now + 3_605_000)
            )
        ),
    ]

    private static let link: [FindingRow] = [
        FindingRow("a session", [.linkOK]) { $0.link = LinkFacts(hasSession: true) },
        FindingRow("not enrolled", [.linkNotEnrolled]) { $0.link?.isEnrolled = false },
        FindingRow("in quarantine", [.linkQuarantined]) { $0.link?.quarantine = "counterReuse" },
        FindingRow("another root key", [.linkTrust]) { $0.link?.trustProblem = "another deployment" },
        FindingRow("another key answers", [.linkWrongKey]) { $0.link?.addresses[0].isPinned = false },
        FindingRow("nobody answers", [.linkUnreachable]) { $0.link?.addresses[0].problem = "refused" },
        FindingRow("no session", [.linkNoSession]) { $0.link = LinkFacts(hasSession: false) },
    ]

    private static let queue: [FindingRow] = [
        FindingRow("receipts wait", [.queueWaiting]) { $0.queue?.waiting = 3 },
        FindingRow("receipts wait for an hour", [.queueWaiting]) {
            $0.queue?.waiting = 3
            $0.queue?.oldestMilliseconds = 3_600_000
        },
        FindingRow("receipts wait for longer", [.queueOld]) {
            $0.queue?.waiting = 3
            $0.queue?.oldestMilliseconds = 3_600_001
        },
        FindingRow("dead letters", [.queueDeadLetters]) { $0.queue?.deadLetters = 1 },
        FindingRow("a delivery that was cut short", [.queueInDoubt]) { $0.queue?.openIntents = 1 },
        FindingRow("a delivery that runs", [.setupAgentRuns]) {
            $0.setup.isAgentRunning = true
            $0.queue?.openIntents = 1
        },
        FindingRow("no reserve", [.queueNoReserve]) { $0.queue?.reserveBytes = 0 },
        FindingRow("a damaged journal", [.queueSetAside]) { $0.queue?.setAside = ["/state/journal.sqlite.damaged-1"] },
        FindingRow("an unreadable journal", [.queueUnreadable]) { $0.queue = QueueFacts(problem: "locked") },
    ]

    private static let disk: [FindingRow] = [
        FindingRow("no folder", [.diskUnknown]) { $0.disk?.problem = "not there" },
        FindingRow("full", [.diskFull]) { $0.disk?.availableBytes = (4 << 20) - 1 },
        FindingRow("full, and nothing can be written either", [.diskFull]) {
            $0.disk?.availableBytes = 0
            $0.disk?.writeProblem = "no space"
        },
        FindingRow("nearly full", [.diskLow]) { $0.disk?.availableBytes = 4 << 20 },
        FindingRow("no more files", [.diskNoFiles]) { $0.disk?.availableFiles = 0 },
        FindingRow("read-only", [.diskReadOnly]) { $0.disk?.isReadOnly = true },
        FindingRow("not writable", [.diskUnwritable]) { $0.disk?.writeProblem = "an error of the medium" },
        FindingRow("in memory", [.diskVolatile]) { $0.disk?.isVolatile = true },
        FindingRow("slow", [.diskSlow]) { $0.disk?.syncMicroseconds = 100_001 },
        FindingRow("not slow", []) { $0.disk?.syncMicroseconds = 100_000 },
        FindingRow("worn", [.diskWorn]) { $0.disk?.medium = DiskFacts.Medium(device: "mmcblk0", lifeTimeTenths: 9) },
        FindingRow("its reserve shrinks", [.diskWorn]) {
            $0.disk?.medium = DiskFacts.Medium(device: "mmcblk0", lifeTimeTenths: 3, reserveState: 2)
        },
        FindingRow("worn out", [.diskWornOut]) {
            $0.disk?.medium = DiskFacts.Medium(device: "mmcblk0", lifeTimeTenths: 11)
        },
        FindingRow("its reserve is gone", [.diskWornOut]) {
            $0.disk?.medium = DiskFacts.Medium(device: "mmcblk0", reserveState: 3)
        },
        FindingRow("a card that tells nothing", []) {
            $0.disk?.medium = DiskFacts.Medium(device: "mmcblk0", type: "SD", model: "SC32G")
        },
    ]
}

import GPIO

@testable import Doctor

/// A row of the table: what is unlike a sound machine, and what is found.
struct FindingRow: CustomStringConvertible, Sendable {
    let description: String
    let change: @Sendable (inout DoctorFacts) -> Void
    /// The codes that are found beside those of a sound machine in other areas.
    let codes: [FindingCode]

    init(_ description: String, _ codes: [FindingCode], _ change: @escaping @Sendable (inout DoctorFacts) -> Void) {
        self.description = description
        self.codes = codes
        self.change = change
    }

    /// What is found.
    var findings: [Finding] {
        var facts = FindingRow.sound
        change(&facts)
        return facts.findings
    }

    static let now: Int64 = 1_800_000_000_000

    /// A sound machine with everything looked at.
    static var sound: DoctorFacts {
        var facts = Cabinet.facts
        facts.release = ReleaseFacts(
            trials: [ReleaseFacts.Trial(line: Cabinet.name("spare"), wasDriven: true, after: .inactive)],
            hasOutputs: true
        )
        facts.buses = [bus]
        facts.clock = clock(offset: 3)
        facts.link = LinkFacts(
            isEnrolled: true,
            addresses: [LinkFacts.Address(address: "https://a:1", pin: "ab", isPinned: true, milliseconds: 4)]
        )
        facts.queue = QueueFacts(source: .journal, reserveBytes: 1_000_000)
        facts.disk = DiskFacts(path: "/state", availableBytes: 10 << 30, totalBytes: 20 << 30)
        facts.versions = versions("6.1.0-40-amd64")
        return facts
    }

    static var bus: BusFact {
        var bus = BusFact(id: "line", place: "192.0.2.1:502")
        var device = DeviceFact(
            id: "plc",
            unit: 1,
            timeoutMilliseconds: 100,
            identity: DeviceFact.Expectation(register: "identity", expected: 4_242, found: 4_242),
            wordOrder: DeviceFact.Expectation(register: "constant", expected: 0x0102_0304, found: 0x0102_0304),
            declaredOrder: "ABCD",
            outputWatchdog: DeviceFact.Expectation(register: "watchdog", expected: 5_000, found: 5_000)
        )
        device.latency = LatencyFacts(microseconds: [1_000, 2_000, 3_000], asked: 3)
        device.fittingOrders = ["ABCD"]
        bus.devices = [device]
        return bus
    }

    static func clock(offset: Int64?, after nanoseconds: UInt64 = 5, wall: Int64? = nil) -> ClockFacts {
        ClockFacts(
            now: ClockFacts.Look(
                boot: "b",
                steadyNanoseconds: nanoseconds,
                wallMilliseconds: wall ?? (now + Int64(nanoseconds / 1_000_000)),
                offset: offset.map { .init(source: .caller, milliseconds: $0, uncertaintyMilliseconds: 10) }
            ),
            isSynchronised: true
        )
    }

    static func versions(_ kernel: String) -> VersionFacts {
        VersionFacts(
            agent: "1",
            kernel: kernel,
            architecture: "aarch64",
            system: "Debian",
            board: "Pi",
            libgpiod: "1.6",
            libmodbus: "3.1",
            sqlite: "3.40"
        )
    }
}

import GPIO
import Glibc
import Testing

extension LineBankContract {
    @Test(arguments: LineBankKind.present)
    func edgesComeInOrderWithMonotonicTimestamps(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(inputs: [world.input("drop"), world.input("home", activeLow: true)])
        defer { bank.close() }
        let before = monotonicNow()
        var events: [EdgeEvent] = []
        for voltage in [Voltage.high, .low, .high] {
            for line in ["drop", "home"] {
                // One at a time: an interrupt thread that finds two edges reports one.
                try world.drive(line, voltage)
                let batch = try collect(1, from: bank)
                #expect(batch.missed.isEmpty)
                events += batch.events
            }
        }
        let after = monotonicNow()
        #expect(events.map(\.line.line) == ["drop", "home", "drop", "home", "drop", "home"])
        #expect(events.map(\.level) == [.active, .inactive, .inactive, .active, .active, .inactive])
        #expect(events.map(\.sequence) == [1, 2, 3, 4, 5, 6])
        #expect(events.map(\.lineSequence) == [1, 1, 2, 2, 3, 3])
        let times = events.map(\.timestampNanoseconds)
        #expect(times == times.sorted())
        #expect(times.allSatisfy { (before...after).contains($0) })
    }

    @Test(arguments: LineBankKind.present)
    func aWaitIsEmptyWhenNothingHappens(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(inputs: [world.input("drop")])
        defer { bank.close() }
        let before = monotonicNow()
        #expect(try bank.waitForEdges(timeoutMilliseconds: 30).isEmpty)
        #expect(monotonicNow() - before >= 30_000_000)
        #expect(try bank.waitForEdges(timeoutMilliseconds: 0).isEmpty)
    }

    @Test(arguments: LineBankKind.present)
    func edgesBeforeTheRequestAreNotReported(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        try world.drive("drop", .high)
        let bank = try world.open(inputs: [world.input("drop")])
        defer { bank.close() }
        #expect(try bank.waitForEdges(timeoutMilliseconds: 20).isEmpty)
        #expect(try bank.read(world.name("drop")) == .active)
    }

    @Test(arguments: LineBankKind.present)
    func debounceSwallowsAGlitch(kind: LineBankKind) throws {
        let period: UInt64 = 200_000_000
        let world = try kind.makeWorld()
        let bank = try world.open(inputs: [world.input("door", debounceMicroseconds: UInt32(period / 1_000))])
        defer { bank.close() }
        try #require(try makeGlitch(shorterThan: period / 2, world: world, bank: bank))
        #expect(try bank.waitForEdges(timeoutMilliseconds: 400).isEmpty)
        #expect(try bank.read(world.name("door")) == .inactive)

        let before = monotonicNow()
        try world.drive("door", .high)
        let batch = try collect(1, from: bank)
        #expect(batch.events.map(\.level) == [.active])
        #expect(try #require(batch.events.first).timestampNanoseconds >= before + period, "still for the whole period")
        #expect(try bank.read(world.name("door")) == .active)
    }

    @Test(arguments: LineBankKind.present)
    func anOverflowIsReportedAsMissed(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(inputs: [world.input("drop"), world.input("home")])
        defer { bank.close() }
        try world.drive("home", .high)
        for count in 1...40 {
            try world.drive("drop", count.isMultiple(of: 2) ? .low : .high)
            // An interrupt thread that finds two edges reports one.
            if kind == .kernel { _ = try Polling.wait([], until: monotonicNow() + 5_000_000) }
        }
        let batch = try bank.waitForEdges(timeoutMilliseconds: 2_000)
        let drops = batch.events.filter { $0.line.line == "drop" }
        #expect(drops.count == 16)
        let missed = batch.missed[world.name("drop")] ?? 0
        #expect(batch.missed.count == 1 && (kind == .kernel ? 1...24 : 24...24).contains(missed), "\(batch.missed)")
        #expect(drops.last?.level == .inactive, "the newest are kept")
        #expect(batch.events.filter { $0.line.line == "home" }.count == 1, "one line's overflow costs no other's edges")

        try world.drive("drop", .high)
        #expect(try collect(1, from: bank).missed.isEmpty, "the loss is reported once")
    }

    /// Waits until `count` events are there, or long enough for any machine.
    func collect(_ count: Int, from bank: any LineBank) throws -> EdgeBatch {
        var all = EdgeBatch()
        for _ in 0..<10 where all.events.count < count {
            let batch = try bank.waitForEdges(timeoutMilliseconds: 2_000)
            all.events += batch.events
            all.missed.merge(batch.missed, uniquingKeysWith: +)
        }
        return all
    }

    /// A pulse on the door; tried again when this machine was too busy to make it short enough.
    private func makeGlitch(shorterThan limit: UInt64, world: any LineBankWorld, bank: any LineBank) throws -> Bool {
        for _ in 0..<20 {
            let start = monotonicNow()
            try world.drive("door", .high)
            try world.drive("door", .low)
            if monotonicNow() - start < limit { return true }
            while try !bank.waitForEdges(timeoutMilliseconds: 500).isEmpty {}
        }
        return false
    }
}

/// `CLOCK_MONOTONIC`, in nanoseconds, as the tests compare it with the kernel's stamps.
func monotonicNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

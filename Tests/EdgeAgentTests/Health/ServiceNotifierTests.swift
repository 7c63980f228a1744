import GPIO
import Machine
import Platform
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("ServiceNotifier")
struct ServiceNotifierTests {
    @Test func saysWhatTheServiceManagerWaitsFor() async throws {
        let socket = try NotifySocket()
        defer { socket.close() }
        let notifier = ServiceNotifier(environment: socket.environment)
        notifier.ready()
        notifier.status("offline")
        notifier.alive()
        notifier.stopping()
        try await eventually("four datagrams came") { socket.texts.count == 4 }
        #expect(socket.texts == ["READY=1", "STATUS=offline", "WATCHDOG=1", "STOPPING=1"])
    }

    @Test func keepsAStatusOnOneLine() async throws {
        let socket = try NotifySocket()
        defer { socket.close() }
        ServiceNotifier(environment: socket.environment).status("broken\nWATCHDOG=1\r\nREADY=1")
        try await eventually("a datagram came") { !socket.texts.isEmpty }
        #expect(socket.texts == ["STATUS=broken WATCHDOG=1 READY=1"])
    }

    @Test func goesOnWithoutAnybodyToTell() throws {
        let folder = try TemporaryDirectory()
        for path in ["", folder.path("nobody"), String(repeating: "x", count: 300), "@nobody-listens-here"] {
            ServiceNotifier(environment: ["NOTIFY_SOCKET": path]).ready()
        }
        ServiceNotifier(environment: [:]).ready()
    }

    @Test(arguments: [("2000000", UInt64(2_000)), ("1", 1), ("soon", nil), ("-5", nil), ("", nil)])
    func readsTheWatchdogsPeriod(_ text: String, _ milliseconds: UInt64?) {
        #expect(ServiceNotifier(environment: ["WATCHDOG_USEC": text]).watchdogMilliseconds == milliseconds)
    }

    @Test func hearsOfNoWatchdogWithoutOne() {
        #expect(ServiceNotifier(environment: [:]).watchdogMilliseconds == nil)
    }

    @Test func letsTheControlLoopItselfTellTheWatchdogTwiceAPeriod() async throws {
        let socket = try NotifySocket()
        defer { socket.close() }
        let period: UInt64 = 2_000
        var environment = socket.environment
        environment["WATCHDOG_USEC"] = "\(period * 1_000)"
        let world = try SimulatedWorld(faults: "A1=motorStuck")
        defer { world.stop() }
        let control = ControlLoop()
        try await control.start(
            profile: world.profile,
            provider: world.chip.provider,
            notifier: ServiceNotifier(environment: environment)
        )
        // A delivery that takes over a second, and the rounds around it.
        let lane = try #require(world.profile.lane("A1"))
        let result = await control.deliver(lane, lastCheck: { nil }, furtherIntent: { _ in })
        try await eventually("signs of life came") { socket.received("WATCHDOG=1").count >= 4 }
        control.stop()
        try await control.ended()
        #expect(result.status == .failed)
        let times = socket.received("WATCHDOG=1").map(\.nanoseconds)
        let gaps = zip(times, times.dropFirst()).map { ($1 - $0) / 1_000_000 }
        #expect(gaps.allSatisfy { $0 <= period / 2 }, "\(gaps) ms")
    }
}

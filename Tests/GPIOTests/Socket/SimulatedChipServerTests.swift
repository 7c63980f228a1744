import Glibc
import Platform
import TestSupport
import Testing

@testable import GPIO

@Suite("SimulatedChipServer", .timeLimit(.minutes(2)))
final class SimulatedChipServerTests {
    static let motor = LineName(chip: "simulated", line: "motor")
    static let drop = LineName(chip: "simulated", line: "drop")
    let folder: TemporaryDirectory
    let chip: SimulatedChip
    let server: SimulatedChipServer

    init() throws {
        folder = try TemporaryDirectory()
        chip = SimulatedWorld(.revertsToInput).chip
        server = try SimulatedChipServer(chip: chip, socketPath: folder.path("chip"))
    }

    deinit {
        server.close()
    }

    @Test(arguments: ReleaseBehaviour.allCases)
    func aKilledClientLosesItsLinesAndAStoppedOneKeepsThem(behaviour: ReleaseBehaviour) async throws {
        let chip = SimulatedWorld(behaviour).chip
        let server = try SimulatedChipServer(chip: chip, socketPath: folder.path("killed"))
        defer { server.close() }
        let path: String = server.socketPath
        let processFile: String = folder.path("process")
        let client = ClientStopAndKill(chip: chip, line: Self.motor, processFile: processFile)
        let findings = try await client.run {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, processFile = processFile as String] in
                let motor = SimulatedChipServerTests.motor
                let bank = try SimulatedChipServerTests.open(path, consumer: "to be killed")
                try bank.set(motor, .active)
                try writeFile(processFile, "\(getpid())")
                // Killed while it waits: the server must notice at once, not when the wait is over.
                _ = try bank.waitForEdges(timeoutMilliseconds: 180_000)
            }
        }
        #expect(findings.isStopped)
        #expect(findings.consumerWhileStopped == "to be killed")
        #expect(findings.voltageWhileStopped == .high, "a frozen program is not a dead one")
        #expect(findings.isFreeAfterKill)
        #expect(chip.voltage(of: Self.motor) == (behaviour == .persists ? .high : .low))
        try Self.open(path, consumer: "next").close()
    }

    @Test func aStoppedServerIsAnErrorAndNotAHang() throws {
        let bank = try Self.open(server.socketPath)
        try bank.set(Self.motor, .active)
        server.close()
        #expect(chip.consumer(of: Self.motor) == nil)
        #expect(chip.voltage(of: Self.motor) == .low)
        #expect(throws: GPIOError(.ioFailure, "")) { try bank.set(Self.motor, .active) }
        #expect(throws: GPIOError(.ioFailure, "")) { try bank.waitForEdges(timeoutMilliseconds: 60_000) }
        bank.close()
        #expect(throws: GPIOError(.ioFailure, "")) { try Self.open(server.socketPath) }
        #expect(access(server.socketPath, F_OK) != 0, "the socket is removed")
        server.close()
    }

    @Test func aSocketLeftByADeadServerIsReplacedAndALiveOneIsNot() throws {
        #expect(throws: GPIOError(.ioFailure, "")) {
            try SimulatedChipServer(chip: chip, socketPath: server.socketPath)
        }
        try Self.open(server.socketPath).close()
        let left = try SocketDescriptor.listening(at: folder.path("left"), backlog: 1)
        left.hangUp()
        let second = try SimulatedChipServer(chip: chip, socketPath: folder.path("left"))
        try Self.open(second.socketPath).close()
        second.close()
    }

    @Test func aPathTooLongForASocketIsRefused() {
        let path = "/tmp/" + String(repeating: "x", count: 120)
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try SimulatedChipServer(chip: chip, socketPath: path) }
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try Self.open(path) }
    }

    @Test(arguments: [
        (["hello 2 x"], "error unsupported"),
        (["what is this"], "error unsupported"),
        (["open"], "error invalidConfiguration"),
        (["set 0 1"], "error closed"),
        (["hello 1 x", "output simulated motor 0 0", "output simulated motor 0 0", "open"], "error duplicateLine"),
        (["hello 1 x", "output simulated motor 0 0", "open", "open"], "error invalidConfiguration"),
        (["hello 1 x", "output simulated motor 0 0", "open", "set 1 1"], "error invalidConfiguration"),
        (["hello 1 x", "output simulated motor 0 0", "open", "set -1 1"], "error invalidConfiguration"),
        (["hello 1 x", "open", "input simulated drop 0 asIs 0"], "error invalidConfiguration"),
        (["hello 1 x", "output simulated motor 0 0", "open", "set 0 1", "read-output 0"], "level 1"),
    ])
    func badRequestsAreAnswered(requests: [String], reply: String) throws {
        let socket = LineSocket(try .connected(to: server.socketPath))
        var last: String?
        for request in requests {
            try socket.send(request)
            last = try socket.receive(until: monotonicNow() + 60_000_000_000)
        }
        #expect(last?.hasPrefix(reply) == true, "\(last ?? "hung up")")
    }

    @Test func aLineWithoutAnEndIsCutOffAndOthersGoOn() throws {
        let descriptor = try SocketDescriptor.connected(to: server.socketPath)
        let flood: [UInt8] = Array(repeating: UInt8(ascii: "x"), count: 10_000)
        _ = send(descriptor.number, flood, flood.count, Int32(MSG_NOSIGNAL))
        let ended = try LineSocket(descriptor).receive(until: monotonicNow() + 60_000_000_000)
        #expect(ended == nil)
        try Self.open(server.socketPath).close()
    }

    @Test func clientsAreLimited() async throws {
        var clients: [LineSocket] = []
        for number in 0..<SimulatedChipServer.maximumClients {
            let client = LineSocket(try .connected(to: server.socketPath))
            try client.send("hello 1 client\(number)")
            #expect(try client.receive(until: monotonicNow() + 60_000_000_000) == "ok")
            clients.append(client)
        }
        #expect(throws: GPIOError(.ioFailure, "")) { try Self.open(server.socketPath) }
        clients.removeFirst().descriptor.hangUp()
        try await eventually("a place is free again") { (try? Self.open(server.socketPath).close()) != nil }
    }

    @Test func edgesReachAClientThatWaits() throws {
        let (chip, drop) = (chip, Self.drop)
        let bank = try Self.open(server.socketPath)
        let thread = try DedicatedThread("test-world") { chip.setInput(drop, .high) }
        defer { thread.join() }
        let batch = try bank.waitForEdges(timeoutMilliseconds: 60_000)
        #expect(batch.events.map(\.level) == [.active])
    }

    @Test func aServedChipNeedsRealTime() async {
        await #expect(processExitsWith: .failure) {
            let chip = SimulatedWorld(.persists, time: .manual).chip
            _ = try SimulatedChipServer(chip: chip, socketPath: "/nonexistent/chip")
        }
    }

    static func open(_ path: String, consumer: String = "client") throws(GPIOError) -> any LineBank {
        let lines = LineConfiguration(
            outputs: [.init(name: motor)],
            inputs: [.init(name: drop)],
            consumer: consumer
        )
        return try SocketLineBankProvider(socketPath: path).open(lines)
    }
}

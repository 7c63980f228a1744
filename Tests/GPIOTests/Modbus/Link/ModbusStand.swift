import Synchronization
import Testing

@testable import GPIO

/// A bus and simulated slaves on the same wire: the devices “press” (unit 1), “marker” (unit 2), and “dead” (unit 3),
/// which does not exist.
final class ModbusStand: Sendable {
    /// How bus and slaves are connected.
    enum Wire: String, Sendable, CaseIterable, CustomTestStringConvertible {
        case tcp, serial

        var testDescription: String { rawValue }
    }

    /// Tells the slave what to do with the next requests; with all further ones it does what is asked.
    final class Script: Sendable {
        private let state = Mutex<(actions: [ModbusSlaveAction], seen: [ModbusSlaveRequest])>(([], []))

        func next(_ actions: ModbusSlaveAction...) { state.withLock { $0.actions += actions } }

        func action(for request: ModbusSlaveRequest) -> ModbusSlaveAction {
            state.withLock { state in
                state.seen.append(request)
                return state.actions.isEmpty ? .reply : state.actions.removeFirst()
            }
        }

        /// Every request the slave understood.
        var seen: [ModbusSlaveRequest] { state.withLock { $0.seen } }
    }

    let press: ModbusRegisterBank
    let marker: ModbusRegisterBank
    let script = Script()
    let bus: ModbusBus
    private let server: ModbusSlaveServer?
    private let serial: ModbusSerialSlave?

    /// - Parameter timeoutMilliseconds: Long enough for a busy machine unless a test is about it.
    init(
        _ wire: Wire,
        timeoutMilliseconds: Int = 3_000,
        lateReplyMilliseconds: Int? = nil,
        identity: ModbusIdentity = .unproven,
        readAttempts: Int = 1,
        failures: Int = 100,
        mostWaiting: Int = 64
    ) throws {
        press = try ModbusRegisterBank()
        marker = try ModbusRegisterBank()
        let hooks = ModbusSlaveHooks(beforeReply: { [script] in script.action(for: $0) })
        let banks: [UInt8: ModbusRegisterBank] = [1: press, 2: marker]
        let endpoint: ModbusEndpoint
        switch wire {
        case .tcp:
            let server = try ModbusSlaveServer(banks: banks, hooks: hooks)
            (self.server, serial) = (server, nil)
            endpoint = .tcp(host: "127.0.0.1", port: server.port)
        case .serial:
            let serial = try ModbusSerialSlave(banks: banks, hooks: hooks)
            (server, self.serial) = (nil, serial)
            endpoint = .serial(try SerialPort(path: serial.path, baud: 115_200))
        }
        let devices = try [("press", 1), ("marker", 2), ("dead", 3)].map { name, unit in
            try ModbusDevice(
                name: name,
                unit: unit,
                timeouts: ModbusTimeouts(
                    readMilliseconds: name == "dead" ? 50 : timeoutMilliseconds,
                    writeMilliseconds: timeoutMilliseconds,
                    byteMilliseconds: 500,
                    lateReplyMilliseconds: name == "dead" ? nil : lateReplyMilliseconds
                ),
                identity: identity,
                readAttempts: readAttempts,
                breaker: .init(
                    failures: name == "dead" ? 2 : failures,
                    backOffMilliseconds: 60_000,
                    mostBackOffMilliseconds: 60_000
                )
            )
        }
        bus = try ModbusBus(
            ModbusBusConfiguration(name: "line", endpoint: endpoint, devices: devices, mostWaiting: mostWaiting)
        )
    }

    /// How many connections the slave saw; 1 for a serial line.
    var connections: Int { server?.connections ?? 1 }

    /// Ends both.
    func end() async {
        await bus.close()
        server?.close()
        serial?.close()
    }

    /// Runs a test with a stand of its own.
    static func with(_ stand: ModbusStand, _ body: (ModbusStand) async throws -> Void) async throws {
        do {
            try await body(stand)
        } catch {
            await stand.end()
            throw error
        }
        await stand.end()
    }
}

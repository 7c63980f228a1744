package import GPIO
import Platform
import Synchronization

/// The PLCs of a profile's stations as real Modbus devices: slaves on loopback TCP ports, or on pseudo terminals where
/// the profile has a serial line, which libmodbus answers for, and one simulated PLC for each station behind them. It
/// runs until `close`.
package final class SimulatedLine: Sendable {
    private struct State {
        var plcs: [String: SimulatedPLC]
        var attendants: [String: SimulatedAttendant]
        var isOver = false
    }

    private let modbus: ModbusProfile
    private let state: Mutex<State>
    private let servers = Mutex<[String: ModbusSlaveServer]>([:])
    private let serialLines = Mutex<[String: ModbusSerialSlave]>([:])
    private let onMark: @Sendable (String, String, Int) -> Void
    private let stop: WakePipe

    /// Serves every bus of the profile from now on.
    ///
    /// - Parameters:
    ///   - times: how long marking and reading take; what the stations' timeouts allow with room to spare if nil.
    ///   - ports: the port of each TCP bus; 0 or none for one that is free.
    ///   - isAttended: whether somebody is at the panel.
    ///   - onMark: told of each firing of a marker: the station, the serial, and which firing it is, from 1. Called
    ///     before anything follows from it; it must not block.
    /// - Throws: `ioFailure` when a port is taken.
    package init(
        _ modbus: ModbusProfile,
        times: SimulatedPLC.Times? = nil,
        script: FaultScript = FaultScript(),
        ports: [String: UInt16] = [:],
        isAttended: Bool = true,
        onMark: @escaping @Sendable (String, String, Int) -> Void = { _, _, _ in }
    ) throws(GPIOError) {
        self.modbus = modbus
        self.onMark = onMark
        stop = try WakePipe()
        var made = State(plcs: [:], attendants: [:])
        for station in modbus.stations {
            let now = MonotonicClock.now()
            made.plcs[station.id] = SimulatedPLC(
                station: station,
                of: modbus,
                times: times,
                script: script,
                now: now
            )
            if isAttended { made.attendants[station.id] = SimulatedAttendant() }
        }
        state = Mutex(made)
        for bus in modbus.buses { try serve(bus, at: ports[bus.id] ?? 0) }
        do throws(ThreadError) {
            try DedicatedThread.start("simulated-line", signals: .none) { [self] in turn() }
        } catch {
            close()
            throw GPIOError(.ioFailure, "the simulated line can't run: \(error)")
        }
    }

    /// Where each bus is served.
    package var endpoints: [String: ModbusEndpoint] {
        var endpoints = servers.withLock { $0.mapValues { ModbusEndpoint.tcp(host: "127.0.0.1", port: $0.port) } }
        for (bus, line) in serialLines.withLock({ $0 }) {
            if let port = try? SerialPort(path: line.path) { endpoints[bus] = .serial(port) }
        }
        return endpoints
    }

    /// Ends the slaves and the PLCs' time.
    package func close() {
        state.withLock { $0.isOver = true }
        stop.wake()
        let running = servers.withLock { servers in
            defer { servers = [:] }
            return Array(servers.values)
        }
        for server in running { server.close() }
        let lines = serialLines.withLock { lines in
            defer { lines = [:] }
            return Array(lines.values)
        }
        for line in lines { line.close() }
    }

    /// Looks at the PLC of a station, or does something to it.
    package func withPLC<Result: Sendable>(_ station: String, _ body: (inout SimulatedPLC) -> Result) -> Result? {
        state.withLock { state in
            guard var plc = state.plcs[station] else { return nil }
            defer { state.plcs[station] = plc }
            return noting(station, &plc, body)
        }
    }

    private func serve(_ bus: FieldBus, at port: UInt16) throws(GPIOError) {
        let devices = modbus.devices.filter { $0.bus == bus.id }
        var banks: [UInt8: ModbusRegisterBank] = [:]
        for device in devices {
            let end = device.registers.map(\.wireRange.upperBound).max() ?? 1
            banks[UInt8(clamping: device.unit)] = try ModbusRegisterBank(count: max(1, min(end, 0x1_0000)))
        }
        let made = banks
        let hooks = ModbusSlaveHooks(
            beforeReply: { [weak self] request in
                guard let self, let device = devices.first(where: { $0.unit == Int(request.unit) }),
                    let bank = made[request.unit]
                else { return .loseRequest }
                return action(on: request.operation, device, bank)
            }
        )
        switch bus.link {
        case .tcp:
            let server = try ModbusSlaveServer(port: port, banks: banks, hooks: hooks)
            servers.withLock { $0[bus.id] = server }
        case .rtu:
            let line = try ModbusSerialSlave(banks: banks, hooks: hooks)
            serialLines.withLock { $0[bus.id] = line }
        }
    }

    /// Lets time pass for every PLC, and somebody look at it.
    private func turn() {
        while !state.withLock({ $0.isOver }) {
            state.withLock { state in
                for station in state.plcs.keys {
                    guard var plc = state.plcs[station] else { continue }
                    noting(station, &plc) { plc in
                        let now = MonotonicClock.now()
                        plc.advance(to: now)
                        state.attendants[station]?.look(at: &plc, now: now)
                    }
                    state.plcs[station] = plc
                }
            }
            let look = UInt64(SimulatedAttendant.lookMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
            _ = try? Polling.wait([stop.readable], until: MonotonicClock.now() + look)
        }
    }

    /// Tells of the firings that `body` led to.
    @discardableResult
    private func noting<Result>(
        _ station: String,
        _ plc: inout SimulatedPLC,
        _ body: (inout SimulatedPLC) -> Result
    ) -> Result {
        let before = (plc.firings, plc.marks)
        let result = body(&plc)
        guard plc.firings > before.0 else { return result }
        var firing = before.0
        for (serial, count) in plc.marks.sorted(by: { $0.key < $1.key }) {
            for _ in before.1[serial, default: 0]..<count {
                firing += 1
                onMark(station, serial, firing)
            }
        }
        return result
    }

    /// What the PLC does with a request, and the slave with the answer.
    private func action(
        on operation: ModbusOperation,
        _ device: FieldDevice,
        _ bank: ModbusRegisterBank
    ) -> ModbusSlaveAction {
        switch operation {
        case .read(.holding, let offset, let count): read(.holding, offset, count, device, bank)
        case .read(.input, let offset, let count): read(.input, offset, count, device, bank)
        case .writeWord(let offset, let word): write(offset, [word], device)
        case .writeWords(let offset, let words): write(offset, words, device)
        case .read, .writeCoil, .writeCoils, .reportServerIdentifier, .readDeviceIdentification:
            .refuse(.illegalFunction)
        }
    }

    /// Carries what is asked for from the PLCs to the bank.
    private func read(
        _ table: FieldRegister.Table,
        _ offset: UInt16,
        _ count: UInt16,
        _ device: FieldDevice,
        _ bank: ModbusRegisterBank
    ) -> ModbusSlaveAction {
        let asked = Int(offset)..<Int(offset) + Int(count)
        let registers = device.registers.filter { $0.table == table && $0.wireRange.overlaps(asked) }
        for (station, names) in owners(of: registers.map(\.name), device) {
            guard let values = withPLC(station, { $0.read(names, at: MonotonicClock.now()) }) ?? nil else {
                return .loseRequest
            }
            for register in registers {
                guard let value = values[register.name], let words = try? register.words(of: value) else { continue }
                bank.write(
                    table == .holding ? .holding : .input,
                    at: UInt16(clamping: register.wireAddress),
                    words
                )
            }
        }
        return .reply
    }

    private func write(_ offset: UInt16, _ words: [UInt16], _ device: FieldDevice) -> ModbusSlaveAction {
        let written = Int(offset)..<Int(offset) + words.count
        let registers = device.registers.filter { $0.table == .holding && $0.wireRange.overlaps(written) }
        var writes: [RegisterWrite] = []
        for register in registers {
            let start = register.wireAddress - written.lowerBound
            guard start >= 0, start + register.width <= words.count,
                let value = try? register.value(of: Array(words[start..<start + register.width]))
            else { return .refuse(.illegalDataValue) }
            writes.append(RegisterWrite(register.name, value))
        }
        var fault: ReplyFault?
        for (station, names) in owners(of: writes.map(\.name), device) {
            let mine = writes.filter { names.contains($0.name) }
            let (outcome, spoilt) =
                withPLC(station) { plc in
                    (plc.write(mine, at: MonotonicClock.now()), plc.takeReplyFault(forWriteOf: names))
                } ?? (nil, nil)
            guard let outcome else { return .loseRequest }
            guard outcome == .done else { return .refuse(.illegalDataValue) }
            fault = fault ?? spoilt
        }
        switch fault {
        case .late(let milliseconds): return .replyLate(milliseconds: milliseconds)
        case .lost: return .loseReply
        case nil: return .reply
        }
    }

    /// Which stations each of the registers belongs to; what belongs to none is the first station's of the device.
    private func owners(of names: [String], _ device: FieldDevice) -> [(station: String, names: [String])] {
        let stations = modbus.stations.filter { station in
            station.registers.contains { device.register($0.name) != nil }
        }
        let owned = Set(stations.flatMap { $0.registers.map(\.name) })
        return stations.enumerated().map { index, station in
            let own = Set(station.registers.map(\.name))
            return (station.id, names.filter { own.contains($0) || (index == 0 && !owned.contains($0)) })
        }.filter { !$0.names.isEmpty }
    }
}

package import GPIO
package import Machine
import Platform

/// Asks every Modbus device of a profile, and writes to none.
package struct BusExamination: Sendable {
    /// How long a unit that is looked for may take to answer.
    private static let scanMilliseconds = 300
    /// A device that was never heard is not asked more often.
    private static let mostSilences = 3
    /// However short the profile's timeout is, an answer may take so long, so that it is seen that it came late.
    private static let patienceMilliseconds = 1_000

    private let modbus: ModbusProfile
    private let endpoints: [String: ModbusEndpoint]
    private let reads: Int
    private let scan: ClosedRange<Int>?

    /// An examination.
    /// - Parameters:
    ///   - endpoints: where simulated buses are, by the bus's id.
    ///   - reads: how often each device is read for its latency.
    ///   - scan: unit ids that are looked for besides those of the profile; nil for none.
    package init(
        _ modbus: ModbusProfile,
        endpoints: [String: ModbusEndpoint] = [:],
        reads: Int = 50,
        scan: ClosedRange<Int>? = nil
    ) {
        self.modbus = modbus
        self.endpoints = endpoints
        self.reads = reads
        self.scan = scan
    }

    /// What was found, bus after bus.
    package func run() async -> [BusFact] {
        var facts: [BusFact] = []
        for bus in modbus.buses {
            var fact = BusFact(id: bus.id, place: "")
            do throws(GPIOError) {
                try await examine(bus, &fact)
            } catch {
                fact.problem = error.message
            }
            facts.append(fact)
        }
        return facts
    }

    private func examine(_ bus: FieldBus, _ fact: inout BusFact) async throws(GPIOError) {
        let all = try modbus.busConfigurations(endpoints: endpoints)
        guard let configured = all.first(where: { $0.name == bus.id }) else { return }
        fact.place = configured.endpoint.name
        let patient = try ModbusBusConfiguration(
            name: configured.name,
            endpoint: configured.endpoint,
            devices: configured.devices.values.map(Self.patient)
        )
        let open = try ModbusBus(patient)
        for device in modbus.devices where device.bus == bus.id {
            let (found, unusable) = await examine(device, open)
            fact.devices.append(found)
            fact.problem = fact.problem ?? unusable
        }
        await open.close()
        if let scan, fact.problem == nil { try await look(for: scan, configured.endpoint, &fact) }
    }

    /// A device that is given more time than the profile gives it, and asked again however often it is silent.
    private static func patient(_ device: ModbusDevice) -> ModbusDevice {
        var device = device
        let patience = max(4 * device.timeouts.readMilliseconds, patienceMilliseconds)
        device.timeouts = ModbusTimeouts(
            readMilliseconds: patience,
            writeMilliseconds: patience,
            byteMilliseconds: device.timeouts.byteMilliseconds
        )
        device.readAttempts = 1
        device.breaker = ModbusDevice.BreakerPolicy(failures: 100, backOffMilliseconds: 1, mostBackOffMilliseconds: 1)
        return device
    }

    /// - Returns: the device, and why its bus can't be used at all.
    private func examine(_ device: FieldDevice, _ bus: ModbusBus) async -> (DeviceFact, String?) {
        var fact = DeviceFact(device)
        var times: [Int] = []
        var asked = 0
        while asked < reads, !times.isEmpty || asked < Self.mostSilences {
            asked += 1
            let start = MonotonicClock.now()
            do throws(GPIOError) {
                fact.identity.found = try await number(device.identity.register, of: device, bus)
                fact.identity.problem = nil
            } catch  where error.code == .busUnavailable {
                return (fact, error.message)
            } catch  where error.isFromDevice {
                fact.identity.problem = error.message
            } catch {
                fact.problem = error.message
                continue
            }
            times.append(Int((MonotonicClock.now() - start) / 1_000))
        }
        fact.latency = LatencyFacts(microseconds: times, asked: asked)
        guard fact.isAlive else { return (fact, nil) }
        await compare(device, bus, &fact)
        return (fact, nil)
    }

    private func compare(_ device: FieldDevice, _ bus: ModbusBus, _ fact: inout DeviceFact) async {
        do throws(GPIOError) {
            let (register, words) = try await words(device.wordOrder.register, of: device, bus)
            fact.fittingOrders = register.orders(in: words, holding: device.wordOrder.value)
            fact.wordOrder.found = try register.number(in: words)
        } catch {
            fact.wordOrder.problem = error.message
        }
        do throws(GPIOError) {
            fact.outputWatchdog.found = try await number(device.outputWatchdog.register, of: device, bus)
        } catch {
            fact.outputWatchdog.problem = error.message
        }
    }

    private func number(_ name: String, of device: FieldDevice, _ bus: ModbusBus) async throws(GPIOError) -> UInt32? {
        let (register, words) = try await words(name, of: device, bus)
        return try register.number(in: words)
    }

    private func words(
        _ name: String,
        of device: FieldDevice,
        _ bus: ModbusBus
    ) async throws(GPIOError) -> (FieldRegister, [UInt16]) {
        guard let register = device.register(name) else {
            throw GPIOError(.invalidConfiguration, "device \(device.id) has no register \(name)")
        }
        return (register, try await bus.read(register.onWire().readOperation, from: device.id))
    }

    /// Asks the units that the profile does not have for their first register; whatever they answer, they are there.
    private func look(
        for units: ClosedRange<Int>,
        _ endpoint: ModbusEndpoint,
        _ fact: inout BusFact
    ) async throws(GPIOError) {
        let known = Set(fact.devices.map(\.unit))
        let wanted = units.clamped(to: FieldDevice.serialUnits).filter { !known.contains($0) }
        fact.scanned = units.clamped(to: FieldDevice.serialUnits)
        guard !wanted.isEmpty else { return }
        var devices: [ModbusDevice] = []
        for unit in wanted {
            let device = try ModbusDevice(
                name: "\(unit)",
                unit: UInt8(clamping: unit),
                timeouts: ModbusTimeouts(readMilliseconds: Self.scanMilliseconds),
                identity: .unproven,
                readAttempts: 1
            )
            devices.append(device)
        }
        let bus = try ModbusBus(ModbusBusConfiguration(name: fact.id, endpoint: endpoint, devices: devices))
        for unit in wanted where await Self.answers(unit, bus) { fact.strangers.append(unit) }
        await bus.close()
    }

    private static func answers(_ unit: Int, _ bus: ModbusBus) async -> Bool {
        do throws(GPIOError) {
            _ = try await bus.read(.read(.holding, at: 0, count: 1), from: "\(unit)")
            return true
        } catch {
            return error.isFromDevice
        }
    }
}

extension GPIOError {
    /// Whether the device itself refused. Exceptions 10 and 11 are a gateway's, which heard nothing behind it (V1.1b3,
    /// section 7).
    fileprivate var isFromDevice: Bool {
        guard code == .exception, let exception = cause as? ModbusException else { return false }
        return exception != .gatewayPathUnavailable && exception != .gatewayTargetSilent
    }
}

extension DeviceFact {
    /// What the profile says of a device.
    fileprivate init(_ device: FieldDevice) {
        func expectation(_ wanted: FieldDevice.Expectation) -> Expectation {
            Expectation(register: wanted.register, expected: wanted.value)
        }
        self.init(
            id: device.id,
            unit: device.unit,
            timeoutMilliseconds: device.requestTimeoutMilliseconds,
            identity: expectation(device.identity),
            wordOrder: expectation(device.wordOrder),
            declaredOrder: device.register(device.wordOrder.register)?.order.rawValue ?? "?",
            outputWatchdog: expectation(device.outputWatchdog)
        )
    }
}

extension FieldRegister {
    /// The number that words hold in this register; nil for a text.
    func number(in words: [UInt16]) throws(GPIOError) -> UInt32? {
        guard case .number(let number) = try value(of: words) else { return nil }
        return number
    }

    /// The orders of bytes and words in which words are a number.
    package func orders(in words: [UInt16], holding number: UInt32) -> [String] {
        Order.allCases.filter { order in
            var other = self
            other.order = order
            return (try? other.words(of: .number(number))) == words
        }.map(\.rawValue)
    }
}

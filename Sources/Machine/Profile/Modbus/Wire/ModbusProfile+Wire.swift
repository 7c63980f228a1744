package import GPIO

extension ModbusProfile {
    /// The requests that read these registers, in the order of the names: what is named first is read first. Nil when a
    /// name leads nowhere.
    package func spans(of names: [String]) -> [RegisterSpan]? {
        var places: [(register: FieldRegister, device: FieldDevice)] = []
        for name in names {
            guard let device = device(ofRegister: name), let register = device.register(name) else { return nil }
            places.append((register, device))
        }
        var spans: [RegisterSpan] = []
        while !places.isEmpty {
            let first = places.removeFirst()
            var span = RegisterSpan(first.register, of: first.device)
            while let next = places.firstIndex(where: { span.add($0.register, of: $0.device) }) {
                places.remove(at: next)
            }
            spans.append(span)
        }
        return spans
    }

    /// The buses as they are opened at run time. Before anything is written to a device its identity is asked.
    ///
    /// - Parameter endpoints: where simulated buses are, by the bus's id, instead of where the profile says.
    /// - Throws: `invalidConfiguration`.
    package func busConfigurations(
        endpoints: [String: ModbusEndpoint] = [:]
    ) throws(GPIOError) -> [ModbusBusConfiguration] {
        var configurations: [ModbusBusConfiguration] = []
        for bus in buses {
            var found: [ModbusDevice] = []
            for device in devices where device.bus == bus.id { found.append(try device.onWire()) }
            let endpoint: ModbusEndpoint
            if let other = endpoints[bus.id] { endpoint = other } else { endpoint = try bus.endpoint() }
            configurations.append(try ModbusBusConfiguration(name: bus.id, endpoint: endpoint, devices: found))
        }
        return configurations
    }
}

extension FieldDevice {
    fileprivate func onWire() throws(GPIOError) -> ModbusDevice {
        guard let register = register(identity.register) else {
            throw GPIOError(.invalidConfiguration, "device \(id) has no register \(identity.register)")
        }
        return try ModbusDevice(
            name: id,
            unit: UInt8(clamping: unit),
            timeouts: ModbusTimeouts(
                readMilliseconds: requestTimeoutMilliseconds,
                writeMilliseconds: requestTimeoutMilliseconds,
                byteMilliseconds: byteTimeoutMilliseconds
            ),
            identity: .register(try register.onWire(), equals: .unsigned(UInt64(identity.value))),
            // The sequencer asks again by itself, and it has to see a PLC soon that is back.
            readAttempts: 1,
            breaker: ModbusDevice.BreakerPolicy(
                failures: 5,
                backOffMilliseconds: 200,
                mostBackOffMilliseconds: 2_000
            )
        )
    }
}

extension FieldBus {
    fileprivate func endpoint() throws(GPIOError) -> ModbusEndpoint {
        switch link {
        case .tcp(let host, let port): return .tcp(host: host, port: UInt16(clamping: port))
        case .rtu(let serial):
            let parity: SerialPort.Parity =
                switch serial.parity {
                case .even: .even
                case .odd: .odd
                case .none: .none
                }
            return .serial(
                try SerialPort(
                    path: serial.device,
                    baud: serial.baud,
                    parity: parity,
                    stopBits: serial.stopBits,
                    isRS485: serial.rs485 == .kernel
                )
            )
        }
    }
}

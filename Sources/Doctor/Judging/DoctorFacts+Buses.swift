extension DoctorFacts {
    var busFindings: [Finding] {
        guard !buses.isEmpty else { return [] }
        var findings: [Finding] = []
        for bus in buses {
            if let problem = bus.problem {
                findings.append(Finding(.modbusBusUnusable, about: bus.id, "bus \(bus.id) at \(bus.place): \(problem)"))
            }
            for device in bus.devices { findings += Self.findings(device, on: bus) }
            for unit in bus.strangers {
                findings.append(
                    Finding(.modbusStranger, about: "\(bus.id)/\(unit)", "unit \(unit) answers on bus \(bus.id)")
                )
            }
        }
        if !findings.contains(where: { $0.severity > .note }) {
            for device in buses.flatMap(\.devices) {
                findings.append(Finding(.modbusOK, about: device.id, "\(device.id) is right; \(device.latency.words)"))
            }
        }
        return findings
    }

    private static func findings(_ device: DeviceFact, on bus: BusFact) -> [Finding] {
        // Of a bus that can't be opened nothing is known of its devices.
        guard bus.problem == nil else { return [] }
        let name = "\(device.id), unit \(device.unit) on bus \(bus.id)"
        guard device.isAlive else {
            return [Finding(.modbusDead, about: device.id, "\(name), does not answer: \(device.problem ?? "silence")")]
        }
        let order = orderFindings(device, name)
        // In the wrong order the right number reads as another.
        let isOrderWrong = order.contains { $0.code == .modbusWordOrder }
        let identity = device.identity
        if !isOrderWrong, let found = identity.found, found != identity.expected {
            return [
                Finding(
                    .modbusWrongDevice,
                    about: device.id,
                    "\(name), is another device: \(identity.register) holds \(found), not \(identity.expected)"
                )
            ]
        }
        return order + unreadable(device, name) + timeFindings(device, name)
            + watchdogFindings(device, name)
    }

    private static func orderFindings(_ device: DeviceFact, _ name: String) -> [Finding] {
        let constant = device.wordOrder
        guard constant.problem == nil, !device.fittingOrders.contains(device.declaredOrder) else { return [] }
        guard let right = device.fittingOrders.first else {
            let found = constant.found.map { "\($0)" } ?? "nothing"
            return [
                Finding(
                    .modbusWordOrderUnknown,
                    about: device.id,
                    "\(name): \(constant.register) holds \(found), which is \(constant.expected) in no order of words"
                )
            ]
        }
        return [
            Finding(
                .modbusWordOrder,
                about: device.id,
                "\(name): the profile says \(device.declaredOrder), and \(constant.register) is \(constant.expected) in "
                    + "the order \(right)",
                next: "Write order: \(right) for \(device.id) into the profile, compile it and install it."
            )
        ]
    }

    private static func unreadable(_ device: DeviceFact, _ name: String) -> [Finding] {
        [device.identity, device.wordOrder, device.outputWatchdog].compactMap { expectation in
            expectation.problem.map {
                Finding(.modbusUnreadable, about: device.id, "\(name): \(expectation.register) can't be read: \($0)")
            }
        }
    }

    private static func timeFindings(_ device: DeviceFact, _ name: String) -> [Finding] {
        let latency = device.latency
        if let longest = latency.longestMicroseconds, longest > device.timeoutMilliseconds * 1_000 {
            let enough = (longest * 3 / 2 + 999) / 1_000
            return [
                Finding(
                    .modbusLate,
                    about: device.id,
                    "\(name): the profile waits \(device.timeoutMilliseconds) ms; \(latency.words)",
                    next:
                        "Write requestTimeout: \(enough)ms for \(device.id) into the profile: half as much again as the "
                        + "slowest answer."
                )
            ]
        }
        guard latency.answered < latency.asked else { return [] }
        return [
            Finding(
                .modbusLost,
                about: device.id,
                "\(name): \(latency.asked - latency.answered) of \(latency.asked) reads were not answered; \(latency.words)"
            )
        ]
    }

    private static func watchdogFindings(_ device: DeviceFact, _ name: String) -> [Finding] {
        let watchdog = device.outputWatchdog
        guard let found = watchdog.found, found != watchdog.expected else { return [] }
        let off = found == 0 ? ", which on many devices means never" : ""
        return [
            Finding(
                .modbusWatchdog,
                about: device.id,
                "\(name): \(watchdog.register) holds \(found)\(off); the profile sets \(watchdog.expected)"
            )
        ]
    }
}

extension LatencyFacts {
    /// For a person: `50 answers: median 2.1 ms, 95 of 100 within 3.0 ms, longest 4.2 ms`.
    package var words: String {
        guard let medianMicroseconds, let p95Microseconds, let longestMicroseconds else { return "no answers" }
        return "\(answered) answers: median \(Self.milliseconds(medianMicroseconds)), 95 of 100 within "
            + "\(Self.milliseconds(p95Microseconds)), longest \(Self.milliseconds(longestMicroseconds))"
    }

    private static func milliseconds(_ microseconds: Int) -> String {
        let tenths = (microseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10) ms"
    }
}

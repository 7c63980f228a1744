extension ModbusSchedule {
    /// Starts what is next, when nothing is going on and it is time.
    mutating func proceed(at now: UInt64, _ effects: inout [Effect]) {
        if isClosed {
            // A read that was to be sent again, for instance.
            fail({ _ in true }, .failed(.closed, "bus “\(name)” was closed", nil), &effects)
        }
        expire(at: now, &effects)
        while case .idle = phase, let priority = ModbusPriority.allCases.last(where: { waiting[$0]?.isEmpty == false })
        {
            guard isOpen else {
                guard priority == .stop || now >= reopenAt else {
                    let text = "bus “\(name)” at \(configuration.endpoint.name) could not be opened a moment ago"
                    fail({ $0.priority != .stop }, .failed(.busUnavailable, text, nil), &effects)
                    continue
                }
                phase = .opening
                effects.append(.open)
                return
            }
            guard now >= quietUntil, let pending = waiting[priority]?.removeFirst() else { return }
            start(pending, at: now, &effects)
        }
    }

    private mutating func expire(at now: UInt64, _ effects: inout [Effect]) {
        let text = "bus “\(name)” was too busy: the request waited until its deadline and was not sent"
        fail({ now >= $0.deadline }, .failed(.expired, text, nil), &effects)
    }

    private mutating func start(_ pending: Pending, at now: UInt64, _ effects: inout [Effect]) {
        let request = pending.request
        guard let slave = slaves[request.device] else { preconditionFailure("only requests to known devices wait") }
        let identity = slave.isIdentified ? nil : slave.device.identity.operation
        switch request.purpose {
        case .identify:
            guard let question = slave.device.identity.operation else {
                effects.append(.answer(request.number, .identified))
                return
            }
            exchange(question, isIdentity: true, for: pending, slave.device, at: now, &effects)
        case .perform(let operation):
            let question = operation.isWrite ? identity : nil
            exchange(question ?? operation, isIdentity: question != nil, for: pending, slave.device, at: now, &effects)
        }
    }

    private mutating func exchange(
        _ operation: ModbusOperation,
        isIdentity: Bool,
        for pending: Pending,
        _ device: ModbusDevice,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        if needsFlush { effects.append(.flush) }
        needsFlush = false
        // Unit and checksum around the PDU; the kernel takes the bytes at once and sends them at the line's speed.
        let sending = configuration.endpoint.nanoseconds(forBytes: operation.pdu.count + 3)
        phase = .exchanging(pending, operation, isIdentity: isIdentity, startedAt: now)
        effects.append(
            .exchange(
                ModbusExchange(
                    unit: device.unit,
                    operation: operation,
                    responseNanoseconds: UInt64(device.timeouts.milliseconds(for: operation)) * 1_000_000 + sending,
                    byteMilliseconds: device.timeouts.byteMilliseconds
                )
            )
        )
    }
}

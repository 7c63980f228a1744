extension ModbusSchedule {
    /// One exchange as it ended.
    private struct Ended {
        var pending: Pending
        var operation: ModbusOperation
        var isIdentity: Bool
    }

    /// What came of the exchange on the wire.
    mutating func exchanged(_ result: ModbusExchangeResult, at now: UInt64, _ effects: inout [Effect]) {
        guard case .exchanging(let pending, let operation, let isIdentity, let startedAt) = phase else { return }
        let ended = Ended(pending: pending, operation: operation, isIdentity: isIdentity)
        let device = pending.request.device
        phase = .idle
        quietUntil = now + configuration.endpoint.gapNanoseconds
        if case .notSent(let why) = result { return putOff(ended, why, &effects) }
        slaves[device]?.statistics.requests += 1
        switch result {
        case .notSent: break
        case .reply(let pdu):
            let reply = ModbusReply(to: operation, pdu: pdu)
            if case .malformed(let why) = reply {
                slaves[device]?.statistics.wrongReplies += 1
                failed(ended, .wrongReply, why, at: now, &effects)
            } else {
                slaves[device]?.breaker.succeed()
                let took = now >= startedAt ? now - startedAt : 0
                slaves[device]?.statistics.latencies[operation.function, default: .init()].add(nanoseconds: took)
                answered(ended, reply, &effects)
            }
        case .timeout:
            slaves[device]?.statistics.timeouts += 1
            failed(ended, .timeout, "no reply in time", at: now, &effects)
        case .connectionLost(let why):
            slaves[device]?.statistics.lostConnections += 1
            failed(ended, .connectionLost, why, at: now, &effects)
        case .wrongReply(let why):
            slaves[device]?.statistics.wrongReplies += 1
            failed(ended, .wrongReply, why, at: now, &effects)
        }
    }

    /// The link was dead before a byte was sent, as when a device closes a connection that idles: nothing happened.
    private mutating func putOff(_ ended: Ended, _ why: String, _ effects: inout [Effect]) {
        effects.append(.close)
        isOpen = false
        var pending = ended.pending
        pending.unsent += 1
        guard pending.unsent < Self.mostUnsent else {
            let text = "bus “\(name)” at \(configuration.endpoint.name) takes no request: \(why)"
            effects.append(.answer(pending.request.number, .failed(.busUnavailable, text, nil)))
            return
        }
        waiting[pending.request.priority, default: []].insert(pending, at: 0)
    }

    /// A reply that fits the question.
    private mutating func answered(_ ended: Ended, _ reply: ModbusReply, _ effects: inout [Effect]) {
        let request = ended.pending.request
        if case .exception = reply { slaves[request.device]?.statistics.exceptions += 1 }
        guard !ended.isIdentity else { return identified(ended, reply, &effects) }
        let answer: Answer
        switch reply {
        case .words(let words): answer = .words(words)
        case .identifier(let bytes): answer = .identifier(bytes)
        case .written: answer = .outcome(.done)
        case .exception(let exception):
            if ended.operation.isWrite {
                answer = .outcome(
                    exception.provesNothingChanged ? .refused(exception) : .inDoubt(.exception(exception))
                )
            } else {
                answer = .failed(.exception, "device “\(request.device)” on bus “\(name)”: \(exception)", exception)
            }
        case .malformed: preconditionFailure("a reply that makes no sense is a failure")
        }
        effects.append(.answer(request.number, answer))
    }

    private mutating func identified(_ ended: Ended, _ reply: ModbusReply, _ effects: inout [Effect]) {
        let request = ended.pending.request
        guard let identity = slaves[request.device]?.device.identity else { return }
        if let objection = identity.objection(to: reply) {
            slaves[request.device]?.isIdentified = false
            let text =
                "device “\(request.device)” on bus “\(name)” is not the one of the profile: \(objection); nothing was "
                + "written. Check the wiring and the unit id"
            effects.append(.answer(request.number, .failed(.wrongDevice, text, nil)))
            return
        }
        slaves[request.device]?.isIdentified = true
        guard case .perform = request.purpose else {
            effects.append(.answer(request.number, .identified))
            return
        }
        var pending = ended.pending
        pending.failures = 0
        waiting[request.priority, default: []].insert(pending, at: 0)
    }

    /// No reply that makes sense. The wire may carry one yet, so nothing is sent until it can't.
    private mutating func failed(
        _ ended: Ended,
        _ cause: WriteOutcome.InDoubtCause,
        _ why: String,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        let request = ended.pending.request
        guard var slave = slaves[request.device] else { return }
        recover(from: cause, slave.device.timeouts, ended.operation, at: now, &effects)
        let isSuspended = slave.breaker.fail(at: now)
        if isSuspended {
            slave.statistics.suspensions += 1
            slave.isIdentified = false
        }
        slaves[request.device] = slave
        if isSuspended {
            fail({ $0.device == request.device && $0.priority != .stop }, suspended(request.device), &effects)
        }
        guard !ended.operation.isWrite else {
            effects.append(.answer(request.number, .outcome(.inDoubt(cause))))
            return
        }
        var pending = ended.pending
        pending.failures += 1
        let mayRetry = !isSuspended || request.priority == .stop
        guard mayRetry, pending.failures < slave.device.readAttempts else {
            let text = "device “\(request.device)” on bus “\(name)”, asked \(pending.failures) times: \(why)"
            effects.append(.answer(request.number, .failed(.noAnswer, text, nil)))
            return
        }
        waiting[request.priority, default: []].insert(pending, at: 0)
    }

    private mutating func recover(
        from cause: WriteOutcome.InDoubtCause,
        _ timeouts: ModbusTimeouts,
        _ operation: ModbusOperation,
        at now: UInt64,
        _ effects: inout [Effect]
    ) {
        let late: Int
        switch configuration.endpoint {
        case .tcp:
            // A reply to a connection that is gone can't be taken for another request's.
            effects.append(.close)
            isOpen = false
            late = timeouts.lateReplyMilliseconds ?? 0
        case .serial:
            if cause == .connectionLost {
                effects.append(.close)
                isOpen = false
            }
            needsFlush = true
            late = timeouts.lateReplyMilliseconds ?? timeouts.milliseconds(for: operation)
        }
        quietUntil = max(quietUntil, now + UInt64(late) * 1_000_000)
    }
}

/// What a simulated slave answers a frame with, whatever it came over.
struct ModbusSlaveUnits: Sendable {
    /// What to do after a frame.
    enum Step: Hashable {
        case send([UInt8], afterMilliseconds: Int)
        case nothing
        case hangUp
    }

    let banks: [UInt8: ModbusRegisterBank]
    let hooks: ModbusSlaveHooks

    /// - Parameters:
    ///   - frame: The whole frame, of which header and checksum are in order.
    ///   - pdu: What is in it.
    func step(frame: [UInt8], unit: UInt8, pdu: [UInt8], _ replier: ModbusReplier) -> Step {
        // A unit that is not there is silent; a TCP gateway would say exception 11, which the hook can do.
        guard let bank = banks[unit] else { return .nothing }
        let request: ModbusSlaveRequest
        do throws(ModbusException) {
            request = try ModbusSlaveRequest(unit: unit, pdu: pdu)
            guard bank.holds(request.operation) else { throw .illegalDataAddress }
        } catch {
            return .send(replier.refuse(frame, of: unit, error), afterMilliseconds: 0)
        }
        let action = hooks.beforeReply(request)
        switch action {
        case .refuse(let exception):
            return .send(replier.refuse(frame, of: unit, exception), afterMilliseconds: 0)
        case .loseRequest: return .nothing
        case .closeConnection: return .hangUp
        case .reply, .replyLate, .replyTwice, .loseReply, .replyWrong, .doAndCloseConnection: break
        }
        let reply = replier.reply(to: frame, of: unit, bank: bank)
        hooks.afterDoing(request, bank)
        switch action {
        case .replyLate(let milliseconds): return .send(reply, afterMilliseconds: milliseconds)
        case .replyWrong: return .send(replier.falsified(reply), afterMilliseconds: 0)
        case .replyTwice: return .send(reply + reply, afterMilliseconds: 0)
        case .loseReply: return .nothing
        case .doAndCloseConnection: return .hangUp
        case .reply, .loseRequest, .refuse, .closeConnection: return .send(reply, afterMilliseconds: 0)
        }
    }
}

import Protocol

extension World {
    /// A machine sends something on its connection.
    func send(_ content: Message.Content, from agent: SimulatedAgent) {
        send(Message(machine: agent.number, connection: agent.connection, isToCoordinator: true, content: content))
    }

    /// Sends a message, or loses it.
    func send(_ message: Message) {
        let direction = SimulatedNetwork.Direction(
            machine: message.machine,
            isToCoordinator: message.isToCoordinator
        )
        guard !broken.contains(message.connection) else { return }
        guard !network.cut.contains(direction) else { return lose(message) }
        var message = message
        var delay = between(5, 60)
        if !isHealed, settings.hasFaults {
            if between(1, 1_000) <= network.lossPerMille { return lose(message) }
            if between(1, 1_000) <= network.delayPerMille {
                count(.delayed)
                delay = between(200, 8_000)
            }
            if between(1, 1_000) <= network.corruptionPerMille, let corrupted = corrupt(message.content) {
                count(.corruptedSignature)
                message.content = corrupted
            }
            if between(1, 1_000) <= network.duplicatePerMille {
                // Of a middlebox, or of somebody who listens: out of order, and on whatever connection there is then.
                count(.duplicated)
                if chance(50) { count(.reordered) }
                at(delay + between(1, 20_000), .message(message))
            }
        }
        let arrival = max(now + delay, (network.lastArrival[direction] ?? 0) + 1)
        network.lastArrival[direction] = arrival
        agenda.add(.message(message), at: arrival)
    }

    private func lose(_ message: Message) {
        count(.dropped)
        broken.insert(message.connection)
        at(between(1_000, 15_000), .connectionBreaks(machine: message.machine, connection: message.connection))
    }

    /// Turns one letter of a signature into another.
    private func corrupt(_ content: Message.Content) -> Message.Content? {
        func bent(_ text: String) -> String {
            var bytes = Array(text.utf8)
            let index = bytes.count - 10
            guard index > 0 else { return text }
            bytes[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            return String(decoding: bytes, as: UTF8.self)
        }
        switch content {
        case .session(let text): return .session(bent(text))
        case .granted(let text): return .granted(bent(text))
        case .frame(let line):
            guard var frame = try? StrictJSON.decode(StreamFrame.self, from: Array(line.utf8)),
                let command = frame.command
            else { return nil }
            frame.command = bent(command)
            guard let bytes = try? StrictJSON.encode(frame) else { return nil }
            return .frame(String(decoding: bytes, as: UTF8.self) + "\n")
        default: return nil
        }
    }

    /// A message arrives.
    func deliver(_ message: Message) async {
        let agent = agents[message.machine]
        if message.isToCoordinator {
            guard coordinator.isUp else { return lose(message) }
            if let until = coordinator.pausedUntil { return agenda.add(.message(message), at: until) }
            await coordinatorTakes(message)
        } else {
            guard agent.isUp, agent.connection == message.connection else { return }
            if let until = agent.pausedUntil { return agenda.add(.message(message), at: until) }
            agentTakes(message.content, agent)
        }
    }
}

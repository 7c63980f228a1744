import Machine

// What lies between a program and its PLC.
extension World {
    /// How long a program waits for an answer.
    private static let requestMilliseconds = Int64(ModelProfile.requestTimeoutMilliseconds)

    /// Sends a request, or loses it; the program hears something in any case.
    func ask(_ content: FieldRequest.Content, number: Int, _ agent: SimulatedAgent) {
        guard let station = agent.station else { return }
        let request = FieldRequest(machine: agent.number, life: agent.life, number: number, content: content)
        (station.asked, station.askedNumber) = (content, number)
        at(Self.requestMilliseconds, .agent(machine: agent.number, life: agent.life, .noAnswer(number)))
        guard !station.isBusCut else { return }
        if chance(station.lossPercent) { return count(.requestLost) }
        var delay = between(1, 4)
        if chance(station.latePercent) {
            count(.requestLate)
            delay = between(Self.requestMilliseconds + 1, 4_000)
        }
        at(delay, .fieldRequest(request))
    }

    /// A request arrives at the PLC, whoever sent it.
    func arrives(_ request: FieldRequest) {
        let agent = agents[request.machine]
        guard let station = agent.station, !station.isBusCut else { return }
        var answer: FieldRequest.Answer?
        switch request.content {
        case .read(let names): answer = station.plc.read(names, at: SimulatedAgent.hardware(now)).map { .values($0) }
        case .write(let writes):
            answer = station.plc.write(writes, at: SimulatedAgent.hardware(now)).map { .wrote($0) }
            switch station.plc.takeReplyFault(forWriteOf: writes.map(\.name)) {
            case .late, .lost: answer = nil
            case nil: break
            }
        }
        guard let answer else { return }
        if chance(station.lossPercent) { return count(.answerLost) }
        at(between(1, 4), .fieldAnswer(request, answer))
    }

    /// An answer comes back, if the program that asked still runs.
    func comesBack(_ request: FieldRequest, _ answer: FieldRequest.Answer) {
        let agent = agents[request.machine]
        guard agent.isUp, agent.life == request.life else { return }
        if let until = agent.pausedUntil { return agenda.add(.fieldAnswer(request, answer), at: until) }
        step(agent) { _ in
            agent.station?.asked = nil
            switch answer {
            case .values(let values): try self.stationTakes(.read(request.number, values), agent)
            case .wrote(let outcome): try self.stationTakes(.wrote(request.number, outcome), agent)
            }
        }
    }

    /// A request was not answered in time.
    func hearsNothing(_ number: Int, _ agent: SimulatedAgent) throws {
        guard let station = agent.station, let content = station.asked, station.askedNumber == number else { return }
        switch content {
        case .read: try stationTakes(.readFailed(number), agent)
        case .write: try stationTakes(.wrote(number, .inDoubt), agent)
        }
    }

    /// One request of the signs of life, or of what makes the devices ready: done or lost within the call.
    func exchange(_ content: FieldRequest.Content, _ station: SimulatedStation) -> FieldRequest.Answer? {
        guard !station.isBusCut, !chance(2 * station.lossPercent) else { return nil }
        switch content {
        case .read(let names): return station.plc.read(names, at: SimulatedAgent.hardware(now)).map { .values($0) }
        case .write(let writes): return station.plc.write(writes, at: SimulatedAgent.hardware(now)).map { .wrote($0) }
        }
    }
}

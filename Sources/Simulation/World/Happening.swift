/// One thing that happens in the world. Whoever it concerns is named by numbers, so that the same seed tells the same
/// story.
enum Happening: Sendable {
    /// A customer comes to a machine.
    case customerComes(Int)
    /// A customer does what is next.
    case customerActs(Int)
    /// A message arrives, or would.
    case message(Message)
    /// A connection is found to be broken by the side that waits on it.
    case connectionBreaks(machine: Int, connection: Int)
    /// A request arrives at a PLC.
    case fieldRequest(FieldRequest)
    /// Its answer comes back.
    case fieldAnswer(FieldRequest, FieldRequest.Answer)
    /// An agent's clock goes off; `life` tells a clock of a life that is over.
    case agent(machine: Int, life: Int, AgentAlarm)
    /// A machine starts again.
    case agentStarts(Int)
    /// The coordinator's services go round.
    case coordinatorRound(life: Int)
    /// The coordinator starts again.
    case coordinatorStarts
    /// The chain finds a block.
    case block
    /// The operator looks around.
    case operatorRound
    /// Something fails.
    case fault
    /// What a fault broke is whole again.
    case healed(Healing)

    /// Why an agent wanted to be woken.
    enum AgentAlarm: Hashable, Sendable {
        /// The link is tried again.
        case connect
        /// The next queued command is looked at.
        case work
        /// A command that waits for nothing is answered.
        case immediate
        /// The sequencer of the running delivery has a deadline, or a sensor changes.
        case delivery
        /// The intent is on disk: act.
        case act
        /// The intent of a further attempt is written.
        case furtherIntent(Int)
        /// The delivery is over: its outcome is written.
        case conclude
        /// The station is looked at: what was left open, commands, the next unit.
        case station
        /// The signs of life are kept.
        case beat
        /// The sequencer of the unit under way has a deadline.
        case stationTick
        /// A request was not answered in time.
        case noAnswer(Int)
        /// The intent of the unit under way is written.
        case stampIntent
        /// The unit is decided: its outcome is written.
        case unitDecided
        /// What is new is posted.
        case post
        /// Health is posted.
        case telemetry
    }

    /// What becomes whole again.
    enum Healing: Hashable, Sendable {
        case link(machine: Int, toCoordinator: Bool)
        case pause(machine: Int)
        case coordinatorPause
        case disk(machine: Int)
        case coordinatorDisk
        case rail(Int)
        case door(machine: Int)
        case bus(machine: Int)
    }

    /// A word for the trace.
    var trace: String {
        switch self {
        case .customerComes(let number): "comes \(number)"
        case .customerActs(let number): "acts \(number)"
        case .message(let message): "message \(message.trace)"
        case .connectionBreaks(let machine, let connection): "breaks \(machine) \(connection)"
        case .agent(let machine, let life, let alarm): "agent \(machine) \(life) \(alarm)"
        case .fieldRequest(let request): "field \(request.trace)"
        case .fieldAnswer(let request, _): "answer \(request.trace)"
        case .agentStarts(let machine): "agentStarts \(machine)"
        case .coordinatorRound(let life): "round \(life)"
        case .coordinatorStarts: "coordinatorStarts"
        case .block: "block"
        case .operatorRound: "operator"
        case .fault: "fault"
        case .healed(let healing): "healed \(healing)"
        }
    }
}

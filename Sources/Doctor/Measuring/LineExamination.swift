package import GPIO
package import Machine
import Platform

/// Reads every line of a profile, moves nothing, and gives all of them back. For one thread: it blocks for about a
/// second.
package struct LineExamination {
    /// Who holds the lines meanwhile, as `gpioinfo` shows it.
    static let consumer = "mintmark-doctor"

    private let profile: MachineProfile
    private let provider: any LineBankProvider
    private let settleMilliseconds: Int
    private let watchMilliseconds: Int

    /// An examination.
    /// - Parameters:
    ///   - settleMilliseconds: how long a line may take to follow a weak resistor; long enough for a filter.
    ///   - watchMilliseconds: how long the lines are watched for changes.
    package init(
        profile: MachineProfile,
        provider: any LineBankProvider,
        settleMilliseconds: Int = 20,
        watchMilliseconds: Int = 500
    ) {
        self.profile = profile
        self.provider = provider
        self.settleMilliseconds = settleMilliseconds
        self.watchMilliseconds = watchMilliseconds
    }

    /// What was found. Outputs are driven to their safe level while inputs are read.
    package func run() -> (inputs: [InputFact], outputs: [OutputFact]) {
        var outputs: [OutputFact] = []
        var held: [any LineBank] = []
        defer { for bank in held { bank.close() } }
        for lane in profile.lanes {
            let (fact, bank) = output(of: lane)
            outputs.append(fact)
            if let bank { held.append(bank) }
        }
        var inputs = profile.inputFacts
        for place in inputs.indices { read(&inputs[place]) }
        watch(&inputs)
        return (inputs, outputs)
    }

    private func output(of lane: Lane) -> (OutputFact, (any LineBank)?) {
        let motor = lane.motor
        var fact = OutputFact(line: motor.name, lane: lane.id)
        let output = OutputConfiguration(name: motor.name, activeLow: motor.activeLow)
        let configuration = LineConfiguration(outputs: [output], inputs: [], consumer: Self.consumer)
        do throws(GPIOError) {
            fact.unowned = try provider.peek(motor.name, activeLow: motor.activeLow)
            let bank = try provider.open(configuration)
            fact.level = try bank.read(motor.name)
            return (fact, bank)
        } catch {
            fact.problem = LineProblem(error)
            return (fact, nil)
        }
    }

    /// Reads an input with each resistor, the profile's own last, because a chip may keep it.
    private func read(_ fact: inout InputFact) {
        fact.pulledUp = try? level(of: fact, .pullUp)
        fact.pulledDown = try? level(of: fact, .pullDown)
        do throws(GPIOError) {
            fact.level = try level(of: fact, fact.bias)
        } catch {
            fact.problem = LineProblem(error)
        }
    }

    private func level(of fact: InputFact, _ bias: Bias) throws(GPIOError) -> Level {
        let bank = try provider.open(Self.configuration([fact.configuration(bias)]))
        defer { bank.close() }
        _ = try bank.waitForEdges(timeoutMilliseconds: settleMilliseconds)
        return try bank.read(fact.line)
    }

    /// Counts what changes while nobody touches anything.
    private func watch(_ facts: inout [InputFact]) {
        let readable = facts.filter { $0.problem == nil }
        guard !readable.isEmpty,
            let bank = try? provider.open(Self.configuration(readable.map { $0.configuration($0.bias) }))
        else { return }
        defer { bank.close() }
        let end = MonotonicClock.now() + UInt64(watchMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
        var changes: [LineName: Int] = [:]
        while case let now = MonotonicClock.now(), now < end {
            let left = Int((end - now) / MonotonicClock.nanosecondsPerMillisecond) + 1
            guard let batch = try? bank.waitForEdges(timeoutMilliseconds: left) else { break }
            for event in batch.events { changes[event.line, default: 0] += 1 }
            for (line, count) in batch.missed { changes[line, default: 0] += Int(count) }
        }
        for place in facts.indices { facts[place].changes = changes[facts[place].line] ?? 0 }
    }

    private static func configuration(_ inputs: [InputConfiguration]) -> LineConfiguration {
        LineConfiguration(outputs: [], inputs: inputs, consumer: consumer)
    }
}

extension InputFact {
    /// The line as it is asked for. Bounces are swallowed: they are no sign of trouble.
    fileprivate func configuration(_ bias: Bias) -> InputConfiguration {
        InputConfiguration(name: line, activeLow: activeLow, bias: bias)
    }
}

extension MachineProfile {
    /// The inputs, each once however many lanes share it, in the profile's order.
    package var inputFacts: [InputFact] {
        var facts: [InputFact] = []
        func add(_ input: InputLine, _ use: InputFact.Use, _ of: String) {
            if let known = facts.firstIndex(where: { $0.line == input.name }) {
                facts[known].of.append(of)
            } else {
                facts.append(
                    InputFact(line: input.name, use: use, of: [of], activeLow: input.activeLow, bias: input.bias)
                )
            }
        }
        for lane in lanes {
            if let home = lane.home { add(home, .home, lane.id) }
            add(lane.drop, .drop, lane.id)
        }
        for interlock in interlocks { add(interlock.input, .interlock, interlock.id) }
        return facts
    }
}

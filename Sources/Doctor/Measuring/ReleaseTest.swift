package import GPIO
import Machine
import Platform

/// Finds out, by doing it, what the kernel does with an output whose process is killed. For one thread: it blocks.
///
/// A child of ours drives the line to active and is killed at once; then the line is looked at as it is. However that
/// ends, the line is driven to its safe level and given back.
package struct ReleaseTest {
    /// How long a line may take to be safe, in milliseconds, before it counts as kept.
    package static let patienceMilliseconds = 200
    /// How long the child may take to start.
    private static let startMilliseconds = 5_000

    private let provider: any LineBankProvider
    private let program: String
    private let arguments: (LineName, Bool) -> [String]

    /// A test.
    /// - Parameters:
    ///   - program: the program that runs `LineHolder`.
    ///   - arguments: what it is called with, for a line and whether it is active low.
    package init(
        provider: any LineBankProvider,
        program: String,
        arguments: @escaping (LineName, Bool) -> [String]
    ) {
        self.provider = provider
        self.program = program
        self.arguments = arguments
    }

    /// The one line that is tried, because a motor moves for it and one tells all of a chip: a spare line when there is
    /// one, else the motor of a lane that could be turned.
    package static func choice(among targets: [PulseTarget], after pulses: [PulseFact]) -> PulseTarget? {
        let spare = targets.first { if case .spare = $0 { true } else { false } }
        return spare
            ?? targets.first { target in
                guard case .lane(let lane) = target else { return false }
                return pulses.contains { $0.lane == lane.id && ($0.end == .homeSeen || $0.end == .time) }
            }
    }

    /// Tries every line that somebody allowed, one after the other.
    package func run(_ targets: [PulseTarget]) -> [ReleaseFacts.Trial] {
        targets.map { target in
            switch target {
            case .lane(let lane): trial(lane.motor.name, activeLow: lane.motor.activeLow)
            case .spare(let line): trial(line, activeLow: false)
            }
        }
    }

    private func trial(_ line: LineName, activeLow: Bool) -> ReleaseFacts.Trial {
        var trial = ReleaseFacts.Trial(line: line)
        do throws(GPIOError) {
            guard try provider.peek(line, activeLow: activeLow) == .inactive else {
                trial.problem = "it is on before anybody drives it"
                return trial
            }
            defer { makeSafe(line, activeLow: activeLow) }
            let child = try ChildProgram(program, arguments(line, activeLow))
            defer { child.kill() }
            let words = child.line(waitingMilliseconds: Self.startMilliseconds)
            trial.wasDriven = words == LineHolder.driven
            child.kill()
            guard trial.wasDriven else {
                trial.problem = words ?? "the child did not start"
                return trial
            }
            (trial.after, trial.milliseconds) = try look(line, activeLow: activeLow)
        } catch {
            trial.problem = error.message
        }
        return trial
    }

    /// Looks until the line is free and safe, or the patience is over.
    private func look(_ line: LineName, activeLow: Bool) throws(GPIOError) -> (Level?, Int) {
        let start = MonotonicClock.now()
        while true {
            let passed = Int((MonotonicClock.now() - start) / MonotonicClock.nanosecondsPerMillisecond)
            let isOver = passed >= Self.patienceMilliseconds
            do throws(GPIOError) {
                let level = try provider.peek(line, activeLow: activeLow)
                if level == .inactive || isOver { return (level, passed) }
            } catch  where error.code == .lineBusy {
                // The kernel gives the line up a moment after the process is gone.
                guard !isOver else { throw error }
            }
            _ = try Polling.wait([], until: MonotonicClock.now() + 2 * MonotonicClock.nanosecondsPerMillisecond)
        }
    }

    /// Drives a line that may be on to its safe level, and gives it back.
    private func makeSafe(_ line: LineName, activeLow: Bool) {
        let output = OutputConfiguration(name: line, activeLow: activeLow)
        let configuration = LineConfiguration(outputs: [output], inputs: [], consumer: LineExamination.consumer)
        try? provider.open(configuration).close()
    }
}

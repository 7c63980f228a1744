import Faults
import Logging
import Logs
import Rails
import ServiceLifecycle
package import Signals

/// Asks the rails what `rail_outbox` says, again and again until they answer. Capture and release can be repeated, so a
/// crash between the rail's deed and our note of it is harmless.
package struct RailOutboxSender: Service {
    let runtime: Runtime
    let rails: RailSet
    let signal: ChangeSignal

    private static let intervalSeconds = 1.0
    private static let waitMilliseconds: Int64 = 1_000
    private static let longestDelayMilliseconds: Int64 = 60_000
    /// Failures after which a person is told.
    private static let alarmAttempts: Int64 = 5

    /// Makes a sender.
    package init(runtime: Runtime, rails: RailSet, signal: ChangeSignal) {
        self.runtime = runtime
        self.rails = rails
        self.signal = signal
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let generation = signal.generation
                do {
                    let sent = try await runOnce()
                    if sent > 0 { continue }
                } catch {
                    runtime.logger.log(CoordinatorLog.railOutboxFailed, ["error": "\(error)"])
                }
                await signal.wait(after: generation, timeoutSeconds: Self.intervalSeconds)
            }
        }
    }

    /// Asks everything that is due and returns how much of it was answered.
    package func runOnce() async throws -> Int {
        var answered = 0
        for entry in try await runtime.view({ try RailOutbox.due(limit: 50, in: $0) }) {
            if try await runtime.view({ try RailOutbox.mustWait(entry, in: $0) }) {
                try await runtime.perform {
                    try RailOutbox.postpone(entry, byMilliseconds: Self.waitMilliseconds, error: nil, in: $0)
                }
                continue
            }
            if try await send(entry) { answered += 1 }
        }
        return answered
    }

    private func send(_ entry: RailOutbox.Entry) async throws -> Bool {
        guard let stand = rails.find(entry.rail) else {
            try await fail(entry, "Rail \(entry.rail) is not configured any more; put it back.")
            return false
        }
        FaultPoint.reach(CoordinatorStep.railOutboxBefore)
        if Mutant.railOutboxDoneFirst.isActive { try await finish(entry, refusal: nil) }
        do throws(RailError) {
            switch entry.action {
            case .capture: try await stand.rail.capture(order: entry.sale)
            case .release: try await stand.rail.release(order: entry.sale)
            }
        } catch {
            guard Self.isAnswer(error, to: entry.action) else {
                try await fail(entry, error.description)
                return false
            }
            try await finish(entry, refusal: error)
            return true
        }
        FaultPoint.reach(CoordinatorStep.railOutboxAfter)
        try await finish(entry, refusal: nil)
        return true
    }

    /// Whether the rail has said all it will ever say.
    private static func isAnswer(_ error: RailError, to action: RailOutbox.Action) -> Bool {
        switch error.code {
        case .nothingHeld, .unsupported: true
        case .alreadyCaptured: action == .release
        case .alreadyReleased: action == .capture
        default: false
        }
    }

    private func finish(_ entry: RailOutbox.Entry, refusal: RailError?) async throws {
        let signal = signal
        try await runtime.perform { work in
            work.notes.notify(signal)
            try RailOutbox.finish(entry, refusal: refusal?.description, in: work)
            guard let refusal, entry.action == .capture else { return }
            let record = try SaleRepository.get(entry.sale, in: work)
            try AlarmBook.raise(
                .railRefused,
                subject: entry.sale,
                owner: record.owner,
                text: "Rail \(entry.rail) would not take the money held for sale \(entry.sale): \(refusal.message)",
                in: work
            )
        }
    }

    private func fail(_ entry: RailOutbox.Entry, _ error: String) async throws {
        runtime.logger.log(
            CoordinatorLog.railNotAnswered,
            ["rail": "\(entry.rail)", "sale": "\(entry.sale)", "error": "\(error)"]
        )
        let delay = min(Self.longestDelayMilliseconds, 500 << min(entry.attempts, 10))
        try await runtime.perform { work in
            try RailOutbox.postpone(entry, byMilliseconds: delay, error: error, in: work)
            guard entry.attempts + 1 == Self.alarmAttempts else { return }
            try AlarmBook.raise(
                .railDown,
                subject: entry.rail,
                owner: Owner.operator,
                text: "Rail \(entry.rail) does not do what sale \(entry.sale) asks for; it is asked again. \(error)",
                in: work
            )
        }
    }
}

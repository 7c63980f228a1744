import Machine
import Protocol

/// A station as pages show it.
struct StationRow: Sendable {
    let id: String
    let state: Badge
    let heartbeat: Badge
    let watchdog: Badge

    /// - Parameter isCurrent: whether the machine is connected; what it told before is shown without judging it.
    init(_ station: LineFacts.Station, isCurrent: Bool) {
        id = station.id
        guard let health = station.health else {
            (state, heartbeat, watchdog) = (Self.unknown, Self.unknown, Self.unknown)
            return
        }
        func badge(_ tone: Badge.Tone, _ words: String) -> Badge { Badge(isCurrent ? tone : .plain, words) }
        state =
            if let number = health.packML {
                badge(Self.tone(PackMLState(telemetry: number)), Self.words(number))
            } else {
                Self.unknown
            }
        heartbeat = health.heartbeat ? badge(.good, "Alive") : badge(.danger, "Lost")
        watchdog = health.watchdog ? badge(.good, "Set") : badge(.plain, "Not set")
    }

    private static let unknown = Badge(.plain, "Not known")

    private static func words(_ number: Int64) -> String {
        PackMLState(telemetry: number).map { LineWords.state($0) } ?? "State \(number)"
    }

    private static func tone(_ state: PackMLState?) -> Badge.Tone {
        switch state {
        case .execute: .good
        case .aborted, .aborting, nil: .danger
        case .held, .holding, .suspended, .suspending: .warning
        case .clearing, .stopped, .starting, .idle, .stopping, .unholding, .unsuspending, .resetting, .completing,
            .complete:
            .plain
        }
    }
}

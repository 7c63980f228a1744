import Database

/// Whether a restore would bring back something recent. Pure.
package enum BackupStanding: Equatable, Sendable {
    /// The last backup was taken at this time, milliseconds since 1970, and that is recent enough.
    case recent(at: Int64)
    /// The last one is this many whole days old, which is too long.
    case old(at: Int64, days: Int64)
    /// There is none. It is late when the coordinator has lived long enough for a first one.
    case missing(isLate: Bool)

    private static let day: Int64 = 86_400_000
    /// How old the last backup may be.
    package static let longestMilliseconds = 7 * day
    /// How long a coordinator may be without a first one.
    package static let graceMilliseconds = day

    /// Judges, all in milliseconds since 1970.
    /// - Parameters:
    ///   - last: when the last backup was taken; nil without one.
    ///   - since: how long this coordinator has something to lose; nil when nothing has happened yet.
    package init(last: Int64?, since: Int64?, now: Int64) {
        guard let last else {
            self = .missing(isLate: since.map { now - $0 > Self.graceMilliseconds } ?? false)
            return
        }
        let age = now - last
        self = age > Self.longestMilliseconds ? .old(at: last, days: age / Self.day) : .recent(at: last)
    }

    /// Whether a person should take one.
    package var isLate: Bool {
        switch self {
        case .recent: false
        case .old: true
        case .missing(let isLate): isLate
        }
    }

    /// Reads it from the event log, by its index of subjects.
    static func read(deployment: String, in work: Work) throws -> BackupStanding {
        let last = try EventSearch(subject: deployment, kind: EventKind.backupMade.rawValue)
            .newest(limit: 1, in: work).first
        let first = try work.transaction.first("SELECT at FROM event ORDER BY id LIMIT 1")
        return BackupStanding(last: last?.at, since: try first?.int64("at"), now: work.now.milliseconds)
    }
}

import Database

/// Judges each part by what was seen. Pure: the same vitals give the same health.
package enum HealthRule {
    /// Free bytes below which nothing more can be sold for certain, and below which somebody should look.
    static let failedBytes: Int64 = 64 << 20
    static let degradedBytes: Int64 = 1 << 30
    /// Milliseconds after which an unanswered entry of an outbox is late, and after which it is stuck.
    static let lateMilliseconds: Int64 = 5 * 60_000
    static let stuckMilliseconds: Int64 = 60 * 60_000
    /// Transactions that wait for the disk before it counts as too slow.
    static let manyWaiting = 1_000
    /// How far the newest event may be in the future, in milliseconds, before the clock counts as wrong.
    static let clockMilliseconds: Int64 = 5_000

    /// All parts, in order.
    package static func components(of vitals: Vitals) -> [HealthComponent] {
        [
            database(vitals), disk(vitals.diskAvailableBytes), books(vitals), rails(vitals.rails), machines(vitals),
            outboxes(vitals), alarms(vitals), recovery(vitals), clock(vitals),
        ]
    }

    private static func database(_ vitals: Vitals) -> HealthComponent {
        let now = vitals.database
        if let failure = vitals.readFailure {
            return HealthComponent(.database, .failed, "The database can't be read: \(failure). See the log.")
        }
        guard now.isOpen, now.storageErrors == 0 else {
            return HealthComponent(.database, .failed, "It takes no more writes. Check its disk, then restart.")
        }
        guard now.waitingTransactions < manyWaiting else {
            return HealthComponent(
                .database,
                .degraded,
                "\(now.waitingTransactions) transactions wait for the disk; see mintmark_commit_duration_seconds."
            )
        }
        return HealthComponent(.database, .ok, "It commits; \(now.commits) commits since the start.")
    }

    /// The free space, nil when the system does not say.
    static func disk(_ bytes: Int64?) -> HealthComponent {
        guard let bytes else {
            return HealthComponent(.disk, .degraded, "The system does not say how much space is left.")
        }
        let text = "\(bytes >> 20) MiB are free where the state folder is."
        if bytes < failedBytes { return HealthComponent(.disk, .failed, "\(text) Make room: sales stop at 0.") }
        return HealthComponent(.disk, bytes < degradedBytes ? .degraded : .ok, text)
    }

    private static func books(_ vitals: Vitals) -> HealthComponent {
        guard let stored = vitals.stored else { return unknown(.books) }
        let wrong = stored.imbalance.filter { $0.value != 0 }.keys.sorted()
        guard wrong.isEmpty else {
            let assets = wrong.joined(separator: ", ")
            return HealthComponent(.books, .failed, "Debits and credits of \(assets) differ. Run GET /v1/ledger/check.")
        }
        return HealthComponent(.books, .ok, "Debits equal credits.")
    }

    private static func rails(_ rails: [Vitals.RailVitals]) -> HealthComponent {
        guard !rails.isEmpty else {
            return HealthComponent(.rails, .degraded, "No way to be paid is configured; add one under \"rails\".")
        }
        let down = rails.compactMap { rail in rail.trouble.map { "\(rail.id): \($0)" } }
        guard !down.isEmpty else {
            return HealthComponent(.rails, .ok, "Answering: \(rails.map(\.id).joined(separator: ", ")).")
        }
        return HealthComponent(.rails, down.count == rails.count ? .failed : .degraded, down.joined(separator: " "))
    }

    private static func machines(_ vitals: Vitals) -> HealthComponent {
        guard let stored = vitals.stored else { return unknown(.machines) }
        let all = stored.sellingMachines.count
        let away = stored.sellingMachines.subtracting(vitals.connectedMachines).count
        guard away > 0 else { return HealthComponent(.machines, .ok, "All \(all) selling machines are connected.") }
        let text = "\(away) of \(all) selling machines have no link; see GET /v1/machines."
        return HealthComponent(.machines, away == all ? .failed : .degraded, text)
    }

    private static func outboxes(_ vitals: Vitals) -> HealthComponent {
        guard let stored = vitals.stored else { return unknown(.outboxes) }
        let waiting = stored.outboxes.filter { $0.depth > 0 }
        let oldest = waiting.map(\.oldestMilliseconds).max() ?? 0
        let text = waiting.map { "\($0.name): \($0.depth) wait, the oldest \($0.oldestMilliseconds / 1_000) s." }
        let words = text.isEmpty ? "Nothing waits." : text.joined(separator: " ")
        if oldest >= stuckMilliseconds { return HealthComponent(.outboxes, .failed, words) }
        return HealthComponent(.outboxes, oldest >= lateMilliseconds ? .degraded : .ok, words)
    }

    private static func alarms(_ vitals: Vitals) -> HealthComponent {
        guard let stored = vitals.stored else { return unknown(.alarms) }
        guard !stored.alarms.isEmpty else { return HealthComponent(.alarms, .ok, "No alarm is open.") }
        let codes = stored.alarms.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
        return HealthComponent(.alarms, .degraded, "Open: \(codes.joined(separator: ", ")); see GET /v1/alarms.")
    }

    private static func recovery(_ vitals: Vitals) -> HealthComponent {
        guard let stored = vitals.stored else { return unknown(.recovery) }
        guard stored.isRecovering else { return HealthComponent(.recovery, .ok, "None is going on.") }
        let text = "The database was restored; nothing is sold until its machines told what they know or it is closed."
        return HealthComponent(.recovery, .degraded, text)
    }

    private static func clock(_ vitals: Vitals) -> HealthComponent {
        guard let stored = vitals.stored else { return unknown(.clock) }
        let ahead = (stored.newestEventAt ?? 0) - vitals.now.milliseconds
        guard ahead > clockMilliseconds else { return HealthComponent(.clock, .ok, "It did not go back.") }
        return HealthComponent(
            .clock,
            .degraded,
            "It went back: the newest event is \(ahead / 1_000) s in the future. Set it right and keep it so with NTP."
        )
    }

    private static func unknown(_ name: HealthComponent.Name) -> HealthComponent {
        HealthComponent(name, .degraded, "Not known, because the database can't be read.")
    }
}

import Protocol

/// A line as the overview shows it.
struct LineRow: Sendable {
    /// Its run.
    struct Run: Sendable {
        let path: String
        let product: String
        let lot: String?
        let made: Int64
        let count: Int64
        let scrapped: Int64
        let standing: Badge
        let reason: String?
        let waits: String?
        let since: PageTime
    }

    let name: String
    let path: String
    let link: Badge
    let run: Run?
    let stations: [StationRow]
    /// When the stations stood so, if that was before the link was lost.
    let asOf: PageTime?

    init(_ line: LineFacts, now: Moment) {
        name = line.name
        path = MachineReading.path(line.machine)
        link = line.isConnected ? Badge(.good, "Connected") : Badge(line.openRun == nil ? .plain : .danger, "Offline")
        run = line.run.map { run in
            Run(
                path: RunPageRoutes.path(run.id),
                product: run.product,
                lot: run.lot,
                made: run.commissioned,
                count: run.count,
                scrapped: run.scrapped,
                standing: RunWords.badge(run.progress),
                reason: run.progress.reason.map(RunReasonWords.what),
                waits: RunWords.waits(run.progress),
                since: PageTime(run.since, now: now)
            )
        }
        stations = line.stations.map { StationRow($0, isCurrent: line.isConnected) }
        asOf = line.isConnected ? nil : PageTime(line.lastSeen, now: now)
    }
}

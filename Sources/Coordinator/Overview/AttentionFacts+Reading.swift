import Database
import Protocol
import Rails

extension AttentionFacts {
    /// Reads the facts in one snapshot; how many rows that are depends on places and machines, never on sales.
    static func read(links: AgentLinks, rails: RailSet, in work: Work) throws -> AttentionFacts {
        var facts = AttentionFacts()
        facts.now = work.now
        facts.isRecovering = try RecoveryBook.isOpen(in: work)
        facts.unbalancedAssets = try work.transaction.rows(
            """
            SELECT ledger FROM account GROUP BY ledger
            HAVING sum(debits_posted) <> sum(credits_posted) OR sum(debits_pending) <> sum(credits_pending)
            ORDER BY ledger
            """
        ).map { try $0.text("ledger") }
        facts.queues = try queues(in: work)
        facts.railTroubles = rails.stands.compactMap { stand in
            stand.trouble.map { RailTrouble(rail: stand.rail.id, trouble: $0) }
        }
        let places = try PlaceRepository.list(in: work).filter(\.isOpen)
        facts.places = try places.map { try open($0, in: work) }
        let names = Dictionary(places.compactMap { place in place.machine.map { ($0, place.name) } }) { first, _ in
            first
        }
        facts.machines = try MachineRepository.all(in: work).map { machine in
            Machine(
                id: machine.id.description,
                name: machine.id.name,
                status: machine.status,
                place: names[machine.id.description],
                isConnected: links.isConnected(machine.id.description, at: work.now),
                hasExpectedProfile: machine.profileHash != nil && machine.profileHash == machine.reportedProfile,
                lastSeen: machine.lastSeen
            )
        }
        let alarms = try work.transaction.first(
            "SELECT count(*) AS total, min(raised_at) AS oldest FROM alarm WHERE acknowledged_at IS NULL"
        )
        facts.openAlarms = try alarms?.int64("total") ?? 0
        facts.oldestAlarm = try alarms?.optionalInt64("oldest")
        return facts
    }

    private static func queues(in work: Work) throws -> [QueueReason: Queue] {
        var queues: [QueueReason: Queue] = [:]
        let rows = try work.transaction.rows(
            "SELECT reason, count(*) AS total, min(since) AS oldest FROM sale_queue GROUP BY reason"
        )
        for row in rows {
            guard let reason = QueueReason(rawValue: try row.text("reason")) else { continue }
            queues[reason] = Queue(count: try row.int64("total"), since: try row.int64("oldest"))
        }
        return queues
    }

    private static func open(_ place: Place, in work: Work) throws -> OpenPlace {
        let sold = Set(place.selections.map(\.lane))
        let lanes = try StockRepository.list(place: place.slug, in: work).filter { sold.contains($0.lane) }
        return OpenPlace(
            slug: place.slug,
            name: place.name,
            hasMachine: place.machine != nil,
            faultedLanes: lanes.filter { $0.fault != nil }.map(\.lane),
            emptyLanes: lanes.filter { $0.fault == nil && $0.isEnabled && $0.units.available == 0 }.map(\.lane)
        )
    }
}

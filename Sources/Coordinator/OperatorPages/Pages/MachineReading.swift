import Machine
import Protocol

/// Reads the pages of machines.
struct MachineReading {
    let caller: Caller
    let links: AgentLinks
    let directory: MachineDirectory

    /// How many events of a machine its page shows.
    private static let mostEvents = 15

    func list(_ draft: FormDraft?, _ secret: MachinesPage.Secret?, in work: Work) throws -> MachinesPage {
        let places = try PlaceRepository.list(in: work)
        let rows = try MachineRepository.all(in: work).map { record -> MachinesPage.Row in
            let id = record.id.description
            let place = places.first { $0.machine == id }
            let health = links.lastHealth(of: record)
            return MachinesPage.Row(
                name: record.id.name,
                path: Self.path(id),
                // Who lets a machine in compares every digit.
                fingerprint: record.status == .pending ? record.id.fingerprint : Self.short(record.id.fingerprint),
                place: place?.name,
                placePath: place.map { "/operator/places/\(PercentEncoding.encode($0.slug))" },
                standing: MachineWords.standing(facts(record, place, work.now)),
                seen: PageTime(record.lastSeen, now: work.now),
                lanes: Self.ready(health),
                journal: health.map { "\($0.journalDepth)" } ?? "–",
                program: health?.program ?? record.program ?? "–"
            )
        }
        return MachinesPage(
            rows: rows,
            isEmpty: rows.isEmpty,
            canWrite: caller.scopes.contains(.machinesWrite),
            secret: secret,
            enrolTrouble: FormDraft.trouble(draft, at: "enrol"),
            enrolName: FormDraft.field(draft, at: "enrol", "name")
        )
    }

    func detail(_ id: String, _ draft: FormDraft?, in work: Work) throws -> MachinePage {
        let record = try MachineRepository.get(id, in: work)
        let place = try PlaceRepository.list(in: work).first { $0.machine == id }
        let health = links.lastHealth(of: record)
        let profile = try directory.profile(of: record)
        let stock = try place.map { try StockRepository.list(place: $0.slug, in: work) } ?? []
        let lanes = laneRows(profile, health, stock)
        let isConnected = links.isConnected(id, at: work.now)
        let stations = try LineFacts.stations(of: record, links: links, directory: directory)
            .map { StationRow($0, isCurrent: isConnected) }
        let mayRead = caller.scopes.contains(.eventsRead)
        let mayWrite = caller.scopes.contains(.machinesWrite)
        return MachinePage(
            name: record.id.name,
            id: id,
            path: Self.path(id),
            standing: MachineWords.standing(facts(record, place, work.now)),
            statusReason: record.statusReason,
            place: place?.name,
            placePath: place.map { "/operator/places/\(PercentEncoding.encode($0.slug))" },
            seen: PageTime(record.lastSeen, now: work.now),
            program: health?.program ?? record.program ?? "not reported yet",
            profileName: profile?.name ?? "none on record",
            profileHash: record.profileHash.map(Self.short),
            profile: Self.match(record),
            key: (try? record.keys()).map { Self.short($0.current.fingerprint) } ?? "unknown",
            incarnation: record.incarnation,
            commandsIssued: record.lastCounter,
            commandsReceived: record.receivedCounter,
            receipts: record.through,
            journal: health.map { "\($0.journalDepth)" } ?? "not reported yet",
            deliveries: health.map { "\($0.deliveries)" } ?? "not reported yet",
            lanes: lanes,
            hasLanes: !lanes.isEmpty,
            stations: stations,
            hasStations: !stations.isEmpty,
            isWithoutParts: lanes.isEmpty && stations.isEmpty,
            events: mayRead
                ? try EventSearch(subject: id).newest(limit: Self.mostEvents, in: work)
                    .map { EventRow($0, now: work.now) } : [],
            showsEvents: mayRead,
            canAllow: mayWrite && (record.status == .pending || record.status == .quarantined),
            canQuarantine: mayWrite
                && (record.status == .allowed || record.status == .pending && record.incarnation > 0),
            canRevoke: mayWrite && record.status != .revoked,
            isStranger: record.status == .pending && record.incarnation == 0,
            trouble: FormDraft.trouble(draft, at: "standing"),
            reason: FormDraft.field(draft, at: "standing", "reason")
        )
    }

    static func path(_ id: String) -> String { "/operator/machines/\(PercentEncoding.encode(id))" }

    /// The first digits of the fingerprint in a machine's id.
    static func fingerprint(_ id: String) -> String { short(id.split(separator: ":").last.map(String.init) ?? id) }

    /// The first digits of a long hexadecimal name.
    static func short(_ text: String) -> String { String(text.prefix(12)) }

    private func facts(_ record: MachineRecord, _ place: Place?, _ now: Moment) -> AttentionFacts.Machine {
        AttentionFacts.Machine(
            id: record.id.description,
            name: record.id.name,
            status: record.status,
            place: place?.isOpen == true ? place?.name : nil,
            isConnected: links.isConnected(record.id.description, at: now),
            hasExpectedProfile: record.profileHash != nil && record.profileHash == record.reportedProfile,
            lastSeen: record.lastSeen
        )
    }

    private static func ready(_ health: HealthReport?) -> String {
        guard let health else { return "–" }
        return "\(health.lanes.filter(\.ready).count) of \(health.lanes.count)"
    }

    private static func match(_ record: MachineRecord) -> Badge {
        guard record.profileHash != nil else { return Badge(.warning, "None on record") }
        guard let reported = record.reportedProfile else { return Badge(.plain, "Not reported yet") }
        return reported == record.profileHash ? Badge(.good, "The machine runs it") : Badge(.warning, "Differs")
    }

    private func laneRows(
        _ profile: MachineProfile?,
        _ health: HealthReport?,
        _ stock: [LaneStock]
    ) -> [MachinePage.LaneRow] {
        var names = profile?.lanes.map(\.id) ?? []
        names += (health?.lanes.map(\.id) ?? []).filter { !names.contains($0) }
        return names.map { name in
            let reported = health?.lanes.first { $0.id == name }
            let own = stock.first { $0.lane == name }
            let state =
                switch reported?.ready {
                // The machine may be in order: what a person has to look into comes first.
                case _ where own?.fault != nil: Badge(.danger, "Out of order")
                case true?: Badge(.good, "Ready")
                case false?: Badge(.danger, "Not ready")
                case nil: Badge(.plain, "Not reported")
                }
            return MachinePage.LaneRow(
                lane: name,
                state: state,
                reason: reported?.reason ?? own?.fault,
                stock: own.map { "\($0.units.stock)" } ?? "–"
            )
        }
    }
}

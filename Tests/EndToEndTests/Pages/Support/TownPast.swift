import Database
import GPIO
import Machine
import Protocol
import Rails
import TestSupport

@testable import Coordinator

/// What happened in a `Town` before anybody looks: it is lived through, step by step, on the town's own clock.
struct TownPast {
    let coordinator: Coordinator
    let clock: ManualClock

    private static let day: Int64 = 86_400_000

    /// How a sale ends.
    private enum Ending { case delivered, failed, inDoubt }

    // MARK: Furnishing

    func furnish(
        places: [(String, String)],
        machines: [(String, String)],
        goods: [(String, String, String)]
    ) async throws {
        let caller = Caller(token: "town", name: "ada", owner: Owner.operator, scopes: [])
        let lanes = (1...goods.count).map { "A\($0)" }
        let profile = try Self.profile(lanes: lanes)
        try await coordinator.runtime.perform { work in
            for (name, place) in machines {
                try Self.enrol(name, profile: profile, in: work)
                try Self.make(place, places.first { $0.0 == place }?.1 ?? place, goods, lanes, caller, in: work)
                _ = try PlaceRepository.assign(Self.id(name), to: place, by: "ada", in: work)
            }
            let closed = PlaceChange(name: "Old depot", open: false, selections: [])
            _ = try PlaceRepository.put(closed, slug: "depot", caller: caller, in: work)
            try Self.ask("snack-4", in: work)
        }
    }

    static func id(_ name: String) -> String {
        "\(name)::\(Fingerprint.of(Array(name.utf8)))"
    }

    private static func make(
        _ slug: String,
        _ name: String,
        _ goods: [(String, String, String)],
        _ lanes: [String],
        _ caller: Caller,
        in work: Work
    ) throws {
        let selections = zip(goods, lanes).map { item, lane in
            Place.Selection(id: item.0, name: item.1, lane: lane, price: item.2)
        }
        _ = try PlaceRepository.put(
            PlaceChange(name: name, open: true, selections: selections),
            slug: slug,
            caller: caller,
            in: work
        )
        for lane in lanes {
            _ = try LaneChange(count: 200).apply(place: slug, lane: lane, owner: caller.owner, by: "ada", in: work)
        }
    }

    private static func enrol(_ name: String, profile: MachineProfile, in work: Work) throws {
        let json = profile.canonicalJSON()
        let hash = Fingerprint.sha256(json)
        try insert(name, status: "allowed", in: work)
        _ = try work.transaction.execute(
            """
            UPDATE machine SET incarnation = 1, profile = $json, profile_hash = $hash, reported_profile = $hash,
                program = '1.4.2', last_seen = $at
            WHERE id = $id
            """,
            [
                "json": .text(String(decoding: json, as: UTF8.self)), "hash": .text(hash), "id": .text(id(name)),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    private static func ask(_ name: String, in work: Work) throws { try insert(name, status: "pending", in: work) }

    static func insert(_ name: String, status: String, in work: Work) throws {
        let key = SigningKey().verifyingKey.text
        _ = try work.transaction.execute(
            """
            INSERT INTO machine (id, name, owner, identity_key, operational_keys, status, incarnation, last_counter,
                received_counter, through, ratchet, confirmed, epoch, created_at)
            VALUES ($id, $name, 'operator', $key, $key, $status, 0, 0, 0, 0, '', 0, 0, $at)
            """,
            [
                "id": .text(id(name)), "name": .text(name), "key": .text(key), "status": .text(status),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    private static func profile(lanes: [String]) throws -> MachineProfile {
        let lanes = lanes.map { lane in
            Lane(
                id: lane,
                motor: OutputLine(name: LineName(chip: "sim", line: "motor-\(lane)")),
                home: InputLine(name: LineName(chip: "sim", line: "home-\(lane)")),
                drop: InputLine(name: LineName(chip: "sim", line: "drop-\(lane)")),
                maxOnMilliseconds: 4_000,
                minimumOffMilliseconds: 500,
                homeTimeoutMilliseconds: 3_000,
                dropWindowMilliseconds: 1_500,
                capacity: 8
            )
        }
        return MachineProfile(
            name: "snack-6",
            board: "raspberry-pi-4",
            chip: "sim",
            lanes: lanes,
            interlocks: [],
            limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 200)
        )
    }

    // MARK: Living

    /// Sells so much over the last two weeks, with a few that went wrong, and leaves some things for a person.
    /// - Returns: a sale that is in doubt.
    func live(sales: Int, places: [String], goods: [String]) async throws -> String {
        let now = clock.wallMilliseconds
        var random = SplitMix64(seed: 7)
        let start = now - 13 * Self.day
        for number in 0..<sales {
            // More by day than by night, and more at the first place.
            let at = start + Int64(number) * (13 * Self.day - 3_600_000) / Int64(max(sales, 1))
            clock.wallMilliseconds = at + Int64.random(in: 0..<3_000_000, using: &random)
            let place = places[min(Int.random(in: 0...5, using: &random) / 2, Int.random(in: 0...2, using: &random))]
            let selection = goods[Int.random(in: 0..<goods.count, using: &random)]
            let luck = Int.random(in: 0..<100, using: &random)
            let sale = try await sell(selection, at: place, luck < 93 ? .delivered : .failed)
            if luck >= 93 { try await settle(sale) }
        }
        clock.wallMilliseconds = now - 5_400_000
        _ = try await sell("a3", at: places[0], .inDoubt)
        clock.wallMilliseconds = now - 2_700_000
        let doubtful = try await sell("a5", at: places[1], .inDoubt)
        clock.wallMilliseconds = now - 1_500_000
        _ = try await sell("a2", at: places[1], .failed)
        clock.wallMilliseconds = now - 600_000
        _ = try await sell("a1", at: places[0], .delivered)
        clock.wallMilliseconds = now
        try await arrive(at: places)
        try await keep(at: now)
        return doubtful
    }

    /// What an operator did beside: a webhook, and backups, the last of them too long ago.
    private func keep(at now: Int64) async throws {
        let deployment = coordinator.keys.deployment
        for (days, bytes) in [(23, 1_204_000), (16, 1_871_000), (9, 2_345_678)] as [(Int64, Int64)] {
            clock.wallMilliseconds = now - days * Self.day
            try await coordinator.runtime.perform { work in
                let data = ["by": "ada", "bytes": "\(bytes)", "generation": "1", "takenAt": "\(work.now.milliseconds)"]
                try EventLog.append(.backupMade, subject: deployment, owner: Owner.operator, data: data, in: work)
            }
        }
        clock.wallMilliseconds = now
        let desk = WebhookDesk(
            runtime: coordinator.runtime,
            configuration: coordinator.configuration.webhooks,
            poster: coordinator.webhookPoster
        )
        let caller = Caller(token: "town", name: "ada", owner: Owner.operator, scopes: [])
        let request = WebhookRequest(name: "Till", url: "https://till.example/sales", kinds: ["sale.*"], after: nil)
        let webhook = try await desk.make(request, caller: caller, key: nil)
        // Nothing leaves this computer.
        _ = try await desk.pause(webhook.id, caller: caller)
    }

    private func arrive(at places: [String]) async throws {
        let links = coordinator.links
        for name in ["snack-1", "snack-2", "press-1"] { connect(name, depth: name == "snack-2" ? 3 : 0) }
        try await coordinator.runtime.perform { work in
            _ = try LaneChange(count: 0).apply(
                place: places[0],
                lane: "A4",
                owner: Owner.operator,
                by: "ada",
                in: work
            )
            _ = try work.transaction.execute("UPDATE command SET state = 'answered'", [:])
            _ = try work.transaction.execute("UPDATE machine SET received_counter = last_counter", [:])
        }
        links.revoke(machine: Self.id("snack-3"))
    }

    private func connect(_ name: String, depth: Int64 = 0) {
        let now = Moment(milliseconds: clock.wallMilliseconds)
        let lanes =
            name == "press-1" ? [] : (1...6).map { HealthReport.Lane(id: "A\($0)", ready: true, reason: nil) }
        let stations =
            name == "press-1"
            ? [
                HealthReport.Station(id: "S1", packML: 6, heartbeat: true, watchdog: true),
                HealthReport.Station(id: "S2", packML: 11, heartbeat: true, watchdog: true),
            ] : []
        let links = coordinator.links
        _ = links.connected(Self.id(name), at: now)
        links.heard(
            Self.id(name),
            health: HealthReport(
                lanes: lanes,
                stations: stations,
                journalDepth: depth,
                deliveries: 41,
                program: "1.4.2"
            ),
            at: now
        )
    }

    /// One sale from order to outcome.
    private func sell(_ selection: String, at place: String, _ ending: Ending) async throws -> String {
        for name in ["snack-1", "snack-2", "snack-3"] { connect(name) }
        let order = try await coordinator.orders.order(OrderRequest(place: place, selection: selection), key: nil)
        _ = try await SandboxRoutes(orders: coordinator.orders, rails: coordinator.rails).pay(order)
        for stand in coordinator.rails.stands {
            _ = try await RailWatch(
                runtime: coordinator.runtime,
                stand: stand,
                desk: coordinator.desk
            ).pollOnce()
        }
        _ = try await coordinator.runtime.perform { try DepthSample.take(in: $0) }
        clock.wallMilliseconds += 9_000
        let sale = try await coordinator.orders.find(order.id)
        guard let command = sale.command else { throw TestSupportError("sale \(sale.id) has no command") }
        let report =
            switch ending {
            case .delivered: DeliveryReport(lane: sale.lane, sale: sale.id, status: .finished)
            case .failed: DeliveryReport(lane: sale.lane, sale: sale.id, status: .failed)
            case .inDoubt: DeliveryReport(lane: sale.lane, sale: sale.id, status: .inDoubt)
            }
        let desk = coordinator.desk
        try await coordinator.runtime.perform { try desk.delivered(report, command: command, in: $0) }
        clock.wallMilliseconds += 400_000
        _ = try await coordinator.runtime.perform { try DepthSample.take(in: $0) }
        return sale.id
    }

    /// What an operator did about a delivery that failed.
    private func settle(_ id: String) async throws {
        let decision = SaleDecision(desk: coordinator.desk)
        try await coordinator.runtime.perform { work in
            let sale = try SaleRepository.get(id, in: work)
            _ = try decision.refunded(id, reference: "transfer-\(id.prefix(6))", amountMinor: nil, by: "ada", in: work)
            _ = try LaneChange(faulted: false).apply(
                place: sale.place,
                lane: sale.lane,
                owner: sale.owner,
                by: "ada",
                in: work
            )
            for alarm in try AlarmBook.list(openOnly: true, limit: 50, in: work) {
                try AlarmBook.acknowledge(alarm.id, by: "ada", in: work)
            }
        }
    }
}

import Coordinator
import Database
import Machine
import Protocol

// The people who run the machines.
extension World {
    static let caller = Caller(
        token: "1",
        name: "simulation",
        owner: Owner.operator,
        scopes: Set(Scope.allCases)
    )
    private static let roundMilliseconds: Int64 = 8_000
    /// What a lane is filled up to.
    private static let fullLane: Int64 = 20

    /// Makes the places, before the first machine comes.
    func setUpPlaces() async throws {
        guard let program = coordinator.program else { return }
        let count = settings.machines
        let lanes = SimulatedProfile.snack.lanes.map(\.id)
        try await program.runtime.perform { work in
            for machine in 0..<count {
                let change = PlaceChange(
                    name: "Place \(machine)",
                    open: true,
                    selections: lanes.map {
                        Place.Selection(
                            id: $0.lowercased(),
                            name: $0,
                            lane: $0,
                            price: String(SimulatedCoordinator.priceMinor)
                        )
                    }
                )
                _ = try PlaceRepository.put(change, slug: Self.place(machine), caller: Self.caller, in: work)
                for lane in lanes {
                    let stock = LaneChange(count: SimulatedProfile.stock, enabled: true)
                    _ = try stock.apply(
                        place: Self.place(machine),
                        lane: lane,
                        owner: Owner.operator,
                        by: Self.caller.name,
                        in: work
                    )
                }
            }
        }
    }

    /// An operator looks around: lets machines in, fills and clears lanes, and decides what only a person can.
    func operatorRound() async {
        at(Self.roundMilliseconds, .operatorRound)
        for agent in agents {
            await serve { program in try await self.letIn(agent, program) }
            await serve { program in
                if agent.station == nil {
                    try await self.lookAtLanes(agent, program)
                } else {
                    try await self.lookAtLine(agent, program)
                }
            }
        }
        if isHealed || chance(20) { await serve { program in try await self.decide(program) } }
    }

    private func letIn(_ agent: SimulatedAgent, _ program: Coordinator) async throws {
        let (id, number, directory) = (agent.id, agent.number, program.directory)
        let record = try await program.runtime.view { try MachineRepository.find(id, in: $0) }
        guard let record else { return }
        switch record.status {
        case .allowed, .revoked: return
        case .quarantined where !oracle.wasRestored:
            throw Violation("machine \(number) was set aside without a reason: \(record.statusReason ?? "")")
        case .pending, .quarantined: break
        }
        let json = agent.profile.canonicalJSON()
        let isLine = agent.station != nil
        try await program.runtime.perform { work in
            _ = try directory.setProfile(id, json: json, by: Self.caller.name, in: work)
            try directory.allow(id, by: Self.caller.name, in: work)
            guard !isLine else { return }
            _ = try PlaceRepository.assign(id, to: Self.place(number), by: Self.caller.name, in: work)
        }
    }

    private func lookAtLanes(_ agent: SimulatedAgent, _ program: Coordinator) async throws {
        let place = Self.place(agent.number)
        let stocks = try await program.runtime.view { try StockRepository.list(place: place, in: $0) }
        for stock in stocks where agent.running == nil {
            let held = Int64(agent.physics.stock[stock.lane] ?? 0)
            let isReady = agent.lastLanes.first { $0.id == stock.lane }?.ready ?? true
            guard stock.fault != nil || held < 4 || !isReady else { continue }
            // The lane is emptied, cleared, filled and counted by hand.
            agent.physics.repair(lane: stock.lane, stock: Int(Self.fullLane), at: SimulatedAgent.hardware(now))
            try await program.runtime.perform { work in
                let change = LaneChange(count: Self.fullLane, faulted: false)
                _ = try change.apply(
                    place: place,
                    lane: stock.lane,
                    owner: Owner.operator,
                    by: Self.caller.name,
                    in: work
                )
            }
        }
    }

    /// Decides what waits for a person: a person at the machine can see what was delivered.
    private func decide(_ program: Coordinator) async throws {
        let waiting = try await program.runtime.view { work in
            try work.transaction.rows("SELECT DISTINCT sale FROM sale_queue ORDER BY sale LIMIT 50")
                .map { try $0.text("sale") }
        }
        let decision = SaleDecision(desk: program.desk)
        for sale in waiting {
            let wasDelivered = oracle.wasDelivered(sale)
            do {
                let isResolved = try await program.runtime.perform { work in
                    try Self.decide(sale, wasDelivered: wasDelivered, decision, in: work)
                }
                if isResolved { oracle.decided(sale, delivered: wasDelivered) }
            } catch let error as CoordinatorError where error.code == .conflict {
                note("decision \(sale) \(error.code.rawValue)")
            }
        }
    }

    /// Returns whether it was decided whether the goods were delivered.
    private static func decide(
        _ sale: String,
        wasDelivered: Bool,
        _ decision: SaleDecision,
        in work: Work
    ) throws -> Bool {
        let record = try SaleRepository.get(sale, in: work)
        for reason in record.state.queue {
            switch reason {
            case .inDoubt, .noReceipt, .machineLost:
                let event = SaleEvent.resolve(wasDelivered ? .delivered : .notDelivered)
                _ = try decision.apply(event, to: sale, note: "seen", by: caller.name, in: work)
                return true
            case .deliveredUnpaid, .paymentReversed:
                _ = try decision.apply(.writeOff, to: sale, note: "seen", by: caller.name, in: work)
                return false
            case .refundDue:
                let reference = "refund-\(record.revision)"
                _ = try decision.refunded(sale, reference: reference, amountMinor: nil, by: caller.name, in: work)
                return false
            case .customerReleased: continue
            }
        }
        return false
    }
}

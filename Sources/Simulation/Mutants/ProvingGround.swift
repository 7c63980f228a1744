/// Where promises are put to the proof: a short story with the power cut everywhere, or worlds in which everything
/// fails.
package enum ProvingGround: String, Sendable, CaseIterable {
    case enrolment, sale, stamp, blocks, syncs, bus, readers, log, worlds

    /// How much is tried.
    package struct Budget: Sendable {
        /// Worlds, of the seeds from 1 on.
        package var worlds: UInt64
        /// Customers in each of them.
        package var sales: Int
        /// How often each point of a story is cut.
        package var cuts: Int

        /// A budget.
        package init(worlds: UInt64, sales: Int, cuts: Int) {
            self.worlds = worlds
            self.sales = sales
            self.cuts = cuts
        }
    }

    /// Tries until a promise is broken, or the budget is spent.
    /// - Throws: what kept it from trying.
    package func search(_ budget: Budget) async throws -> Finding? {
        guard self == .worlds else { return try await tell(budget) }
        for seed in 1...budget.worlds {
            let report = try await Simulation.run(SimulationSettings(seed: seed, sales: budget.sales))
            if let finding = Finding(report, sales: budget.sales) { return finding }
        }
        return nil
    }

    /// Tries once more what has broken a promise.
    package func repeats(_ finding: Finding, _ budget: Budget) async throws -> Bool {
        guard let seed = finding.seed else { return try await tell(budget) == finding }
        let report = try await Simulation.run(SimulationSettings(seed: seed, sales: budget.sales))
        return Finding(report, sales: budget.sales) == finding
    }

    private func tell(_ budget: Budget) async throws -> Finding? {
        do {
            switch self {
            case .enrolment: try cut(EnrolmentScenario.self, budget)
            case .sale: try cut(SaleScenario.self, budget)
            case .stamp: try cut(StampScenario.self, budget)
            case .blocks: try cut(BlockScenario.self, budget)
            case .syncs: try SyncStory.run(cuts: budget.cuts)
            case .bus: try BusStory.run()
            case .readers: try ReaderStory.run()
            case .log: try await LogStory.run()
            case .worlds: break
            }
            return nil
        } catch let violation as CrashViolation {
            return Finding(violation, in: title)
        }
    }

    /// What a story is called; nothing for worlds.
    private var title: String {
        switch self {
        case .enrolment: EnrolmentScenario.title
        case .sale: SaleScenario.title
        case .stamp: StampScenario.title
        case .blocks: BlockScenario.title
        case .syncs: SyncStory.title
        case .bus: BusStory.title
        case .readers: ReaderStory.title
        case .log: LogStory.title
        case .worlds: ""
        }
    }

    private func cut<Scenario: CrashScenario>(_ scenario: Scenario.Type, _ budget: Budget) throws {
        for often in [false, true] {
            _ = try CrashCampaign<Scenario>(seeds: budget.cuts, checkpointsOften: often, weakness: nil).run()
        }
    }
}

/// Cuts the power everywhere in a short story of one machine, over the journal's own code on a faulty disk.
package enum ExhaustiveMode {
    /// What happens.
    package enum Story: String, Sendable, CaseIterable {
        /// A journal is made and the machine enrolled.
        case enrolment
        /// One sale.
        case sale
        /// One unit stamped.
        case stamp
    }

    /// Runs a story once undisturbed, and again for every call of the disk and every message and move in it.
    ///
    /// - Parameters:
    ///   - seeds: how often each point is cut, with other parts of the unsynced surviving.
    ///   - checkpointsOften: whether the WAL is moved into the file after every commit, or only at the end.
    ///   - weakness: what the machine does wrong; nil for nothing.
    /// - Throws: `CrashViolation` for the first promise that is broken, with where and when.
    package static func run(
        _ story: Story,
        seeds: Int,
        checkpointsOften: Bool = false,
        weakness: Weakness? = nil
    ) throws -> CrashReport {
        switch story {
        case .enrolment: try campaign(EnrolmentScenario.self, seeds, checkpointsOften, weakness)
        case .sale: try campaign(SaleScenario.self, seeds, checkpointsOften, weakness)
        case .stamp: try campaign(StampScenario.self, seeds, checkpointsOften, weakness)
        }
    }

    private static func campaign<Scenario: CrashScenario>(
        _ scenario: Scenario.Type,
        _ seeds: Int,
        _ checkpointsOften: Bool,
        _ weakness: Weakness?
    ) throws -> CrashReport {
        try CrashCampaign<Scenario>(seeds: seeds, checkpointsOften: checkpointsOften, weakness: weakness).run()
    }
}

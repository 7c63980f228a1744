/// One sale on a disk of which one sync fails, another one each time. The program starts again without a loss of power,
/// so that it may take for stored what the system only remembers; the power fails after that.
enum SyncStory {
    static let title = "one sale on a disk whose sync fails"

    /// More than a sale has.
    private static let mostSyncs = 1_000

    /// Tells it for every sync.
    /// - Parameter cuts: how often each, with other parts of the unsynced surviving.
    /// - Throws: `CrashViolation` for the first promise that is broken.
    static func run(cuts: Int) throws {
        let image = try SaleScenario.image()
        let coordinator = try ModelCoordinator(SaleScenario.orders, at: MachineShell.instant(at: 0))
        for sync in 1...mostSyncs {
            for cut in 0..<cuts {
                let disk = FaultDisk(name: "syncs", seed: UInt64(sync * 1_000 + cut))
                disk.restore(image)
                do {
                    guard try tell(sync, disk, coordinator) else { return }
                } catch let violation as CrashViolation {
                    throw CrashViolation("\(title), sync \(sync), cut \(cut): \(violation)")
                }
            }
        }
        throw CrashViolation("\(title) has more than \(mostSyncs) syncs")
    }

    /// - Returns: whether there was such a sync.
    private static func tell(_ sync: Int, _ disk: FaultDisk, _ coordinator: ModelCoordinator) throws -> Bool {
        let shell = MachineShell(
            disk: disk,
            power: PowerSwitch(disk),
            checkpointsOften: false,
            weakness: nil,
            coordinator: coordinator
        )
        var scenario = SaleScenario(shell)
        disk.failingSync = disk.calls(.sync) + sync
        do { try scenario.live() } catch {
            // Without the fault nothing may go wrong.
            guard disk.count(of: .syncError) > 0 else { throw error }
            if let violation = error as? CrashViolation { throw violation }
        }
        guard disk.count(of: .syncError) > 0 else { return false }
        // Whoever ends, by the sync or by itself, leaves the outputs safe.
        scenario.powerFailed()
        try scenario.live()
        scenario.powerFailed()
        disk.crash()
        try scenario.live()
        _ = try scenario.result()
        return true
    }
}

internal import TestSupport

/// Cuts the power in every call of the disk and at every message and move of a story, several times with other parts
/// of the unsynced surviving, and every second time once more at a random call after that. It stops at the first
/// violation.
struct CrashCampaign<Scenario: CrashScenario> {
    /// How often each point is cut.
    var seeds: Int
    /// Whether the WAL is moved into the file after every commit, or only at the end.
    var checkpointsOften: Bool
    /// What the machine does wrong.
    var weakness: Weakness?

    private static var maximumLives: Int { 6 }

    /// - Throws: `CrashViolation` with the point and the seed.
    func run() throws -> CrashReport {
        let image = try Scenario.image()
        let coordinator = try ModelCoordinator(Scenario.orders, at: MachineShell.instant(at: 0))
        let undisturbed = Life(image, coordinator, seed: 0, self)
        let result = try undisturbed.finish()
        let calls = undisturbed.calls
        var report = CrashReport(title: Scenario.title, undisturbed: result)
        let points = (1...calls).map { CrashPoint.call($0) } + (1...undisturbed.steps).map { .step($0) }
        for (index, point) in points.enumerated() {
            var results: [String] = []
            var phase: PowerSwitch.Phase?
            for seed in 0..<seeds {
                let life = Life(image, coordinator, seed: UInt64(index * 1_000 + seed), self)
                do {
                    life.cut(at: point, again: seed % 2 == 1 ? calls : nil)
                    results.append(try life.finish(startsOnceMore: seed == 0))
                } catch let violation as CrashViolation {
                    throw CrashViolation(
                        "\(Scenario.title), \(point) while \(life.firstPhase?.rawValue ?? "running"), seed \(seed),"
                            + " \(checkpointsOften ? "many checkpoints" : "one checkpoint"): \(violation)"
                    )
                }
                phase = phase ?? life.firstPhase
                report.note(life.disk)
            }
            guard let phase else { throw CrashViolation("\(Scenario.title): the power never went at \(point)") }
            report.note(point, in: phase, results: results)
        }
        report.sortRows()
        return report
    }

    /// One history, from the first start to the last.
    private final class Life {
        let disk: FaultDisk
        let power: PowerSwitch
        private(set) var firstPhase: PowerSwitch.Phase?
        /// Calls and steps up to the end of the story.
        private(set) var calls = 0, steps = 0
        private var scenario: Scenario
        private var callsToSecondCut: Int?
        private var random: SplitMix64

        init(_ image: FaultDisk.Image, _ coordinator: ModelCoordinator, seed: UInt64, _ campaign: CrashCampaign) {
            disk = FaultDisk(name: "exhaustive", seed: seed &* 0x9E37_79B9_7F4A_7C15)
            random = SplitMix64(seed: seed)
            disk.restore(image)
            power = PowerSwitch(disk)
            scenario = Scenario(
                MachineShell(
                    disk: disk,
                    power: power,
                    checkpointsOften: campaign.checkpointsOften,
                    weakness: campaign.weakness,
                    coordinator: coordinator
                )
            )
        }

        /// - Parameter calls: the power goes once more, at a random one of so many calls after that.
        func cut(at point: CrashPoint, again calls: Int?) {
            switch point {
            case .call(let number): disk.crashAtCall = number
            case .step(let number): power.stepToCut = number
            }
            callsToSecondCut = calls.map { Int.random(in: 1...$0, using: &random) }
        }

        /// Lives until the machine has come to its end by itself.
        /// - Parameter startsOnceMore: whether it lives once more after that, as after an update.
        func finish(startsOnceMore: Bool = true) throws -> String {
            var lives = 1
            while try !endsByItself() {
                lives += 1
                try require(lives <= CrashCampaign.maximumLives, "the machine never comes to its end")
            }
            (calls, steps) = (disk.calls, power.steps)
            disk.crashAtCall = nil
            if startsOnceMore { try require(try endsByItself(), "the machine's last life has no end") }
            return try scenario.result()
        }

        private func endsByItself() throws -> Bool {
            do {
                try scenario.live()
                if !disk.isDown { return true }
            } catch let violation as CrashViolation {
                throw violation
            } catch {
                guard disk.isDown || power.isCut else {
                    throw CrashViolation("while \(power.phase.rawValue), with power: \(error)")
                }
            }
            firstPhase = firstPhase ?? power.phase
            scenario.powerFailed()
            disk.crash()
            power.restore()
            if let calls = callsToSecondCut {
                disk.crashAtCall = disk.calls + calls
                callsToSecondCut = nil
            }
            return false
        }
    }
}

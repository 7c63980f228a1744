/// Everything that a soak saw.
package struct SoakRecord: Sendable {
    /// What the random numbers began with.
    package var seed: UInt64
    /// How many machines there were.
    package var machines: Int
    /// What all machines together were measured to deliver, per second.
    package var capacity: Double
    /// How long each phase took, in seconds.
    package var phaseSeconds: [SoakPhase: Double] = [:]
    /// How long after the overload it took until nothing waited, in seconds.
    package var settlingSeconds = 0.0
    /// What struck.
    package var faults: [SoakFault] = []
    /// What customers wanted.
    package var orders: [SoakOrder] = []
    /// What became of it when nothing moved any more and before a person decided anything, by the order's id.
    package var sales: [String: SoakSale] = [:]
    /// What the processes used.
    package var samples: [SoakSample] = []
    /// How long queues and how large files were.
    package var readings: [SoakReading] = []
    /// Which of them are queues, and their bounds.
    package var queues: [SoakQueue] = []
    /// What the lanes did.
    package var lanes: [SoakLane] = []
    /// Lanes that do not sell after the recovery.
    package var idleLanes: [String] = []
    /// The machines' receipts.
    package var journals: [SoakJournal] = []
    /// What the programs' own checks found: of the books, of the files.
    package var ownFindings: [String] = []
    /// Sales that a person then decided or paid back.
    package var decidedByPerson = 0
    /// Sales that waited for a person after that.
    package var leftToPerson: [String] = []

    /// An empty record.
    package init(seed: UInt64, machines: Int, capacity: Double) {
        self.seed = seed
        self.machines = machines
        self.capacity = capacity
    }

    /// The orders of a phase.
    package func orders(of phase: SoakPhase) -> [SoakOrder] { orders.filter { $0.phase == phase } }

    /// From when each order was due until its customer was told, in seconds; only those that were taken or refused.
    package func answerSeconds(of phase: SoakPhase) -> Sample {
        Sample(orders(of: phase).filter { $0.answer != .none }.map(\.seconds))
    }

    /// From when each order that was delivered was due until the coordinator knew of the goods, in seconds.
    package func goodsSeconds(of phase: SoakPhase) -> Sample {
        Sample(
            delivered(of: phase).map { order, sale in (sale.changedAt - order.dueAt) / 1_000 }
        )
    }

    /// The orders of a phase whose goods the programs, and no person, know to be delivered.
    package func delivered(of phase: SoakPhase) -> [(SoakOrder, SoakSale)] {
        orders(of: phase).compactMap { order in
            guard let sale = order.id.flatMap({ sales[$0] }), sale.goods == "delivered" else { return nil }
            return (order, sale)
        }
    }

    /// The readings of a thing, in a phase or of all times.
    package func values(of name: String, in phase: SoakPhase? = nil) -> [Double] {
        readings.filter { $0.name == name && (phase == nil || $0.phase == phase) }.map(\.value)
    }

    /// The samples of a process in a phase.
    package func samples(of process: String, in phase: SoakPhase) -> [SoakSample] {
        samples.filter { $0.process == process && $0.phase == phase }
    }

    /// The processes, in the order in which they were first seen.
    package var processes: [String] {
        var names: [String] = []
        for sample in samples where !names.contains(sample.process) { names.append(sample.process) }
        return names
    }
}

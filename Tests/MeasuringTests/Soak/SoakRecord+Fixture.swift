import Measuring

extension SoakRecord {
    static let queue = SoakQueue("receipts", bound: 10, because: "each unit has one")

    /// A soak of one machine in which everything held: each test breaks one thing.
    static var whole: SoakRecord {
        var record = SoakRecord(seed: 1, machines: 1, capacity: 0.1)
        for (number, phase) in SoakPhase.allCases.enumerated() {
            let id = "sale-\(number)"
            record.phaseSeconds[phase] = 4
            var order = SoakOrder(phase: phase, dueAt: 1_000, answer: .taken(id), seconds: 0.02)
            order.paidMinor = [150]
            record.orders += [order, SoakOrder(phase: phase, dueAt: 1_000, answer: .refused("soldOut"), seconds: 0.01)]
            record.sales[id] = SoakSale(
                ending: "captured",
                goods: "delivered",
                payments: [SoakSale.Payment(amountMinor: 150, booking: "received")],
                changedAt: 1_400
            )
            for _ in 0..<4 {
                record.samples.append(
                    SoakSample(process: "agent", life: 1, phase: phase, residentBytes: 30e6, descriptors: 20)
                )
            }
            record.readings.append(SoakReading("receipts", phase: phase, value: 3))
            record.readings.append(SoakReading("journal", phase: phase, value: 1_048_576))
        }
        record.readings.append(SoakReading("receipts", phase: nil, value: 0))
        record.queues = [queue]
        record.faults = SoakFault.Kind.allCases.map { SoakFault($0, machine: 0, start: 1, seconds: 2) }
        record.lanes = [SoakLane(name: "A1", firings: 3, drops: 3, intents: 3, delivered: 3, doubtful: 0)]
        record.journals = [SoakJournal(machine: "one", written: 5, acknowledged: 5, deadLetters: 0, stored: 5)]
        return record
    }

    /// What does not hold, by its fact.
    var broken: [String] { SoakVerdict.checks(self).filter { !$0.holds }.map(\.fact) }
}

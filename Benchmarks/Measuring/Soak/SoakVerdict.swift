/// What must hold after a soak: each promise with its bound, judged from the record alone.
package enum SoakVerdict {
    /// All checks, in the order in which they are written.
    package static func checks(_ record: SoakRecord) -> [SoakCheck] {
        losses(record) + goods(record) + receipts(record) + queues(record) + use(record) + latencies(record)
            + [wasOverloaded(record), everythingStruck(record)]
    }

    // MARK: Nothing is lost

    private static func losses(_ record: SoakRecord) -> [SoakCheck] {
        let told = record.orders.compactMap { order in order.id.map { ($0, order) } }
        var missing: [String] = []
        var open: [String] = []
        var unsettled: [String] = []
        var unseen: [String] = []
        for (id, order) in told {
            guard let sale = record.sales[id] else {
                missing.append(id)
                continue
            }
            if sale.ending == nil { open.append("\(id), goods \(sale.goods)") }
            if !sale.payments.isEmpty, !sale.isSettled { unsettled.append("\(id) ended \(sale.ending ?? "not")") }
            var amounts = sale.payments.map(\.amountMinor)
            for paid in order.paidMinor {
                guard let place = amounts.firstIndex(of: paid) else {
                    unseen.append("\(paid) for \(id)")
                    continue
                }
                amounts.remove(at: place)
            }
        }
        return [
            SoakCheck("orders that a customer was told of and that are not there", none: missing),
            SoakCheck("sales that did not end", none: open),
            SoakCheck("acknowledged payments that are not in their sale", none: unseen),
            SoakCheck("paid sales that are not captured, refunded, credited or with a person", none: unsettled),
            SoakCheck("sales that a person could not end", none: record.leftToPerson),
            SoakCheck("findings of the programs' own checks of books and files", none: record.ownFindings),
        ]
    }

    // MARK: Money and goods are one

    private static func goods(_ record: SoakRecord) -> [SoakCheck] {
        let tooOften = record.lanes.filter { $0.firings > $0.intents }
        let unknown = record.lanes.filter { !($0.delivered...($0.delivered + $0.doubtful)).contains($0.drops) }
        return [
            SoakCheck("lanes that do not sell again after the recovery", none: record.idleLanes),
            SoakCheck(
                "lanes whose motor turned more often than there are intents",
                none: tooOften.map { "\($0.name) \($0.firings) times for \($0.intents)" }
            ),
            SoakCheck(
                "lanes that dropped for fewer sales than were said to be delivered, or more than that and those in doubt",
                none: unknown.map { "\($0.name) \($0.drops) for \($0.delivered) and \($0.doubtful)" }
            ),
            SoakCheck(
                "lanes that dropped more than one unit though the motor was stopped in time",
                none: record.lanes.filter { $0.spillsInTime > 0 }.map { "\($0.name) \($0.spillsInTime)" }
            ),
        ]
    }

    private static func receipts(_ record: SoakRecord) -> [SoakCheck] {
        let short = record.journals.filter {
            $0.acknowledged != $0.written || $0.stored != $0.written || $0.deadLetters != 0
        }
        return [
            SoakCheck(
                "machines with a receipt that the coordinator does not have, or did not believe",
                none: short.map {
                    "\($0.machine) wrote \($0.written), \($0.acknowledged) acknowledged, \($0.stored) stored, "
                        + "\($0.deadLetters) not believed"
                }
            )
        ]
    }

    // MARK: It was a soak

    private static func wasOverloaded(_ record: SoakRecord) -> SoakCheck {
        let seconds = record.phaseSeconds[.overload] ?? 0
        let offered = seconds > 0 ? Double(record.orders(of: .overload).count) / seconds : 0
        return SoakCheck(
            "more orders came in the overload than the machines can deliver",
            found: "\(FigureText.write(offered)) per s, of \(FigureText.write(record.capacity)) per s",
            holds: offered > record.capacity
        )
    }

    private static func everythingStruck(_ record: SoakRecord) -> SoakCheck {
        let struck = Set(record.faults.map(\.kind))
        let left = SoakFault.Kind.allCases.filter { !struck.contains($0) }
        return SoakCheck("kinds of faults that did not strike", none: left.map(\.rawValue))
    }
}

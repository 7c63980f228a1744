/// What needs a person, and the next step. Pure: facts in, items out, the most urgent first.
package struct Attention: Sendable, Equatable {
    /// How much it matters.
    package enum Weight: Int, Sendable, Comparable {
        /// Money or goods are at stake, or nothing is sold or made.
        case now
        /// Something is not sold or made, or will not be soon.
        case soon

        package static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
    }

    /// One thing.
    package struct Item: Sendable, Equatable {
        /// How much it matters.
        package let weight: Weight
        /// What is so.
        package let title: String
        /// What to do about it.
        package let step: String
        /// Where that is done.
        package let path: String
        /// What a login needs to see it; nil for any.
        package let scope: Scope?
        /// Since when, milliseconds since 1970, where it is known.
        package let since: Int64?
    }

    /// The things, the most urgent first.
    package let items: [Item]

    /// Judges the facts.
    package init(_ facts: AttentionFacts) {
        let items =
            Self.recovery(facts) + Self.books(facts) + Self.waiting(facts) + Self.rails(facts) + Self.machines(facts)
            + Self.lines(facts) + Self.places(facts)
            + Self.alarms(facts) + Self.backups(facts)
        // Sorting by weight alone keeps the order in which the parts were asked.
        self.items = items.enumerated().sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }
            .map(\.element)
    }

    private static func recovery(_ facts: AttentionFacts) -> [Item] {
        guard facts.isRecovering else { return [] }
        return [
            Item(
                weight: .now,
                title: "Nothing is sold: a recovery goes on",
                step: "Get the machines back on line, or decide not to wait for them.",
                path: OperatorSection.recovery.path,
                scope: .healthRead,
                since: nil
            )
        ]
    }

    private static func books(_ facts: AttentionFacts) -> [Item] {
        facts.unbalancedAssets.map { asset in
            Item(
                weight: .now,
                title: "The books of \(asset) do not balance",
                step: "Run the check; it names the account or transfer.",
                path: "/operator/ledger/check",
                scope: .ledgerRead,
                since: nil
            )
        }
    }

    private static func waiting(_ facts: AttentionFacts) -> [Item] {
        QueueReason.allCases.compactMap { reason in
            guard let queue = facts.queues[reason], queue.count > 0 else { return nil }
            return Item(
                weight: .now,
                title: QueueWords.title(reason, count: queue.count),
                step: QueueWords.step(reason),
                path: "/operator/waiting#\(QueueWords.queue(reason).rawValue)",
                scope: .salesRead,
                since: queue.since
            )
        }
    }

    private static func rails(_ facts: AttentionFacts) -> [Item] {
        facts.railTroubles.map { rail in
            Item(
                weight: .now,
                title: "Nobody can pay by \(rail.rail)",
                step: "Its peer says: \(rail.trouble)",
                path: "/operator/alarms",
                scope: .alarmsRead,
                since: nil
            )
        }
    }

    private static func machines(_ facts: AttentionFacts) -> [Item] {
        facts.machines.compactMap { machine in
            let path = "/operator/machines/\(PercentEncoding.encode(machine.id))"
            func item(_ weight: Weight, _ title: String, _ step: String) -> Item {
                Item(
                    weight: weight,
                    title: title,
                    step: step,
                    path: path,
                    scope: .machinesRead,
                    since: machine.lastSeen
                )
            }
            let hasRun = facts.lines.contains { $0.machine == machine.id && $0.openRun != nil }
            let isNeeded = machine.place != nil || hasRun
            let place = machine.place.map { " at \($0)" } ?? ""
            switch machine.status {
            case .pending:
                return item(.soon, "\(machine.name) asks to be let in", "Check that it is yours, then allow it.")
            case .quarantined:
                return item(
                    isNeeded ? .now : .soon,
                    "\(machine.name)\(place) is set aside",
                    "Read why, look at the machine, then allow it again."
                )
            case .revoked where isNeeded:
                return item(.now, "\(machine.name)\(place) was revoked", "Give its place another machine, or close it.")
            case .revoked:
                return nil
            case .allowed where !isNeeded:
                return nil
            case .allowed where !machine.isConnected:
                return item(.now, "\(machine.name)\(place) is offline", "Check its power and network.")
            case .allowed where machine.place != nil && !machine.hasExpectedProfile:
                return item(
                    .now,
                    "\(machine.name)\(place) runs another profile than the one on record",
                    "Compile its profile again and put it on the machine."
                )
            case .allowed:
                return nil
            }
        }
    }

    private static func places(_ facts: AttentionFacts) -> [Item] {
        facts.places.flatMap { place -> [Item] in
            let path = "/operator/places/\(PercentEncoding.encode(place.slug))"
            func item(_ weight: Weight, _ title: String, _ step: String) -> Item {
                Item(weight: weight, title: title, step: step, path: path, scope: .placesRead, since: nil)
            }
            guard place.hasMachine else {
                return [item(.now, "\(place.name) is open and has no machine", "Assign a machine, or close the place.")]
            }
            var items: [Item] = []
            if !place.faultedLanes.isEmpty {
                items.append(
                    item(
                        .now,
                        "\(place.name): \(lanes(place.faultedLanes)) out of order",
                        "Look into the machine, then clear the fault."
                    )
                )
            }
            if !place.emptyLanes.isEmpty {
                items.append(item(.soon, "\(place.name): \(lanes(place.emptyLanes)) sold out", "Restock and count."))
            }
            return items
        }
    }

    private static func alarms(_ facts: AttentionFacts) -> [Item] {
        guard facts.openAlarms > 0 else { return [] }
        return [
            Item(
                weight: .soon,
                title: facts.openAlarms == 1 ? "1 alarm is open" : "\(facts.openAlarms) alarms are open",
                step: "Read each, do what it says, then acknowledge it.",
                path: "/operator/alarms",
                scope: .alarmsRead,
                since: facts.oldestAlarm
            )
        ]
    }

    private static func backups(_ facts: AttentionFacts) -> [Item] {
        guard let backup = facts.backup, backup.isLate else { return [] }
        return [
            Item(
                weight: .soon,
                title: BackupWords.title(backup),
                step: "Take one with: mintmark backup make.",
                path: OperatorSection.backups.path,
                scope: .healthRead,
                since: nil
            )
        ]
    }

    private static func lanes(_ names: [String]) -> String {
        let shown = names.prefix(4).joined(separator: ", ")
        let rest = names.count > 4 ? " and \(names.count - 4) more" : ""
        return (names.count == 1 ? "lane " : "lanes ") + shown + rest
    }
}

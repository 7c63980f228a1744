import Machine

/// Machines as people read them.
enum MachineText {
    /// A table.
    static func list(_ machines: [Answers.Machine], _ presentation: Presentation, now: Int64) -> String {
        guard !machines.isEmpty else {
            return "No machine has asked to be enrolled yet. Make a secret for the first one:"
                + " mintmark machine secret NAME\n"
        }
        var table = Table([
            .text("MACHINE"), .text("STATE"), .text("LINK"), .number("SEEN"), .text("PROFILE"),
            .words("LANES, STATIONS"),
        ])
        for machine in machines {
            table.add([
                .init(machine.id), state(machine), link(machine), .init(seen(machine, now)), profile(machine),
                parts(machine),
            ])
        }
        return table.text(presentation)
    }

    /// One machine.
    static func sheet(_ machine: Answers.Machine, _ presentation: Presentation, now: Int64) -> String {
        var sheet = Sheet()
        sheet.add("machine", machine.id)
        let state = state(machine)
        sheet.add("state", machine.statusReason.map { "\(state.text): \($0)" } ?? state.text, state.tone)
        sheet.add("owner", machine.owner)
        let link = link(machine)
        sheet.add("link", link.text, link.tone)
        if let lastSeen = machine.lastSeen {
            let moment = TimeText.moment(lastSeen, presentation)
            sheet.add("last seen", "\(moment), \(TimeText.age(lastSeen, now: now)) ago")
        }
        sheet.add("program", machine.program)
        let profile = profile(machine)
        sheet.add("profile", [profile.text, machine.profile ?? ""].joined(separator: " "), profile.tone)
        let waiting = machine.commandsIssued - machine.commandsReceived
        sheet.add(
            "commands",
            "\(machine.commandsIssued) issued, \(waiting) not yet received",
            waiting > 0 ? .warning : .plain
        )
        sheet.add("receipts", "\(machine.receiptsStored) stored")
        sheet.add("incarnation", String(machine.incarnation))
        sheet.add("key", machine.key)
        return ([sheet.text(presentation)] + tables(machine).map { $0.text(presentation) }).joined(separator: "\n")
    }

    private static func tables(_ machine: Answers.Machine) -> [Table] {
        var tables: [Table] = []
        if !machine.lanes.isEmpty { tables.append(laneTable(machine)) }
        if !machine.stations.isEmpty { tables.append(stationTable(machine)) }
        return tables
    }

    private static func laneTable(_ machine: Answers.Machine) -> Table {
        var table = Table([.text("LANE"), .text("STATE"), .words("REASON")])
        for lane in machine.lanes {
            table.add([
                .init(lane.id), lane.ready ? .init("ready", .good) : .init("not ready", .bad), .init(lane.reason ?? ""),
            ])
        }
        return table
    }

    private static func stationTable(_ machine: Answers.Machine) -> Table {
        var table = Table([.text("STATION"), .text("STATE"), .text("HEARTBEAT"), .text("WATCHDOG")])
        for station in machine.stations {
            table.add([
                .init(station.id), state(station),
                station.heartbeat ? .init("alive", .good) : .init("lost", .bad),
                station.watchdog ? .init("set", .good) : .init("not set", .warning),
            ])
        }
        return table
    }

    /// A state of PackML in words; a station marks in Execute alone.
    private static func state(_ station: Answers.Machine.Station) -> Table.Cell {
        guard let number = station.packML else { return .init("unknown", .faint) }
        guard let state = UInt32(exactly: number).flatMap(PackMLState.init(rawValue:)) else {
            return .init("state \(number)", .bad)
        }
        return .init("\(state)", state == .execute ? .good : .warning)
    }

    private static func state(_ machine: Answers.Machine) -> Table.Cell {
        switch machine.status {
        case "allowed": .init("allowed", .good)
        case "quarantined": .init("in quarantine", .bad)
        case "revoked": .init("revoked", .bad)
        default: .init(Words.of(machine.status), .warning)
        }
    }

    private static func link(_ machine: Answers.Machine) -> Table.Cell {
        machine.connected ? .init("connected", .good) : .init("not connected", .bad)
    }

    private static func profile(_ machine: Answers.Machine) -> Table.Cell {
        guard machine.profile != nil else { return .init("not set", .warning) }
        return machine.profileMatches ? .init("as on record", .good) : .init("differs", .bad)
    }

    private static func parts(_ machine: Answers.Machine) -> Table.Cell {
        guard !machine.lanes.isEmpty || !machine.stations.isEmpty else { return .init("unknown", .faint) }
        let troubles =
            machine.lanes.filter { !$0.ready }.map { "\($0.id): \($0.reason ?? "not ready")" }
            + machine.stations.compactMap(trouble)
        guard troubles.isEmpty else { return .init(troubles.joined(separator: ", "), .bad) }
        return .init("\(machine.lanes.count + machine.stations.count) ready", .good)
    }

    private static func trouble(_ station: Answers.Machine.Station) -> String? {
        guard station.heartbeat else { return "\(station.id): lost" }
        let state = state(station)
        return state.tone == .good ? nil : "\(station.id): \(state.text)"
    }

    private static func seen(_ machine: Answers.Machine, _ now: Int64) -> String {
        machine.lastSeen.map { TimeText.age($0, now: now) } ?? "never"
    }
}

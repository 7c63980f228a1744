/// Runs as people read them.
enum RunText {
    /// A table.
    static func list(_ runs: [Answers.Run], _ presentation: Presentation, now: Int64) -> String {
        guard !runs.isEmpty else {
            return "No run was ordered. Order one: mintmark run order GTIN COUNT --machine NAME --start\n"
        }
        var table = Table([
            .text("RUN"), .text("PRODUCT"), .text("LOT"), .text("MACHINE"), .number("MADE"), .number("OF"),
            .number("SCRAPPED"), .text("STATE"), .number("SINCE"), .words("WHY"),
        ])
        for run in runs {
            table.add([
                .init(run.id), .init(run.gtin), .init(run.lot ?? ""), .init(MachineName.short(run.machine)),
                .init("\(run.commissioned)"), .init("\(run.count)"), .init("\(run.scrapped)"),
                .init(Words.of(run.state), tone(run.state)), .init(TimeText.age(run.since, now: now)),
                .init([run.asked.map { "asked to \($0)" }, run.reason].compactMap(\.self).joined(separator: "; ")),
            ])
        }
        return table.text(presentation)
    }

    /// One run.
    static func sheet(_ run: Answers.Run, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("run", run.id)
        sheet.add("product", run.gtin)
        sheet.add("lot", run.lot)
        sheet.add("machine", run.machine)
        let state = [Words.of(run.state), run.reason].compactMap(\.self).joined(separator: ": ")
        sheet.add("state", state, tone(run.state))
        sheet.add("since", TimeText.moment(run.since, presentation))
        sheet.add("asked to", run.asked, .warning)
        sheet.add("made", "\(run.commissioned) of \(run.count)")
        sheet.add("scrapped", "\(run.scrapped)", run.scrapped > 0 ? .warning : .plain)
        sheet.add("not written", "\(run.unusable)")
        sheet.add("ordered", TimeText.moment(run.createdAt, presentation))
        sheet.add("over", run.endedAt.map { TimeText.moment($0, presentation) })
        return sheet.text(presentation) + (advice(run).map { "To do: \($0)\n" } ?? "")
    }

    /// How it stands, in one line.
    static func line(_ run: Answers.Run) -> String {
        let reason = run.reason.map { " (\($0))" } ?? ""
        return "Run \(run.id): \(Words.of(run.state))\(reason), \(run.commissioned) of \(run.count) made,"
            + " \(run.scrapped) scrapped.\n"
    }

    /// What to do about a run that is over and has not made all.
    static func shortfall(_ run: Answers.Run) -> String {
        let missing = run.count - run.commissioned
        return "\(Words.count(missing, "unit")) of run \(run.id) \(missing == 1 ? "is" : "are") missing; order another"
            + " one: mintmark run order \(run.gtin) \(missing) --machine \(MachineName.short(run.machine))"
    }

    /// How a state is to be taken.
    static func tone(_ state: String) -> Tone {
        switch state {
        case "running", "ended": .good
        case "interrupted": .bad
        case "aborted": .faint
        default: .plain
        }
    }

    private static func advice(_ run: Answers.Run) -> String? {
        if let asked = run.asked {
            let isShort = asked == "start" && run.state == "notAllowedToStart"
            let event = isShort ? "its serials are there" : "the machine answers"
            return "wait until \(event): mintmark run watch \(run.id)"
        }
        switch run.state {
        case "notAllowedToStart":
            return run.reason == nil
                ? "start it; it begins when its serials are there: mintmark run start \(run.id)"
                : "start it to grant it others, or abort it: mintmark run start \(run.id)"
        case "allowedToStart": return "start it: mintmark run start \(run.id)"
        case "running": return "watch it: mintmark run watch \(run.id)"
        case "interrupted": return "look at the line, then let it go on: mintmark run resume \(run.id)"
        case _ where run.isOver && run.commissioned < run.count: return shortfall(run)
        default: return nil
        }
    }
}

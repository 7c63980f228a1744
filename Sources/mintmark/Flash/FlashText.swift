import Protocol

/// Plans and computers as technicians read them.
enum FlashText {
    /// What is going to happen.
    static func plan(
        _ plan: FlashPlan,
        _ facts: TargetFacts,
        _ host: String,
        _ release: String,
        _ presentation: Presentation
    ) -> String {
        var sheet = Sheet()
        sheet.add("host", host)
        sheet.add("computer", facts["model"] ?? facts["architecture"])
        sheet.add("system", [facts["system"], facts["kernel"]].compactMap(\.self).joined(separator: ", "))
        let libraries = ["gpiod", "modbus"].compactMap { name in facts["lib\(name)"].map { "lib\(name) \($0)" } }
        sheet.add("libraries", libraries.joined(separator: ", "))
        sheet.add("room", facts.freeBytes.map { "\($0 / 1_048_576) MiB" })
        sheet.add(
            "runs now",
            facts.current.map { "\($0.version) (\($0.number)) in slot \(facts["current"] ?? "")" } ?? "nothing"
        )
        sheet.add("is to run", release)
        sheet.add(
            "to send",
            "\(bytes(plan.missingBytes)) in \(Words.count(plan.files.count { $0.missing > 0 }, "file"))"
        )
        for warning in plan.warnings { sheet.add("warning", warning, .warning) }
        for problem in plan.problems { sheet.add("problem", problem, .bad) }
        return sheet.text(presentation)
    }

    /// How a computer is.
    static func status(_ facts: TargetFacts, _ host: String, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("host", host)
        sheet.add("machine", facts.status?.machine)
        if let package = facts["package"] { sheet.add("runs", "the package mintmark-agent \(package)") }
        if let slot = facts.current {
            sheet.add("runs", "\(slot.version) (\(slot.number)) in slot \(facts["current"] ?? "")")
        }
        sheet.add("can go back to", facts.previous.map { "\($0.version) (\($0.number))" })
        let isActive = facts.isActive
        sheet.add("service", facts["active"] ?? "not there", isActive ? .good : .bad)
        if let restarts = facts["restarts"], restarts != "0" {
            sheet.add("started again", "\(restarts) times", .warning)
        }
        add(facts.status, to: &sheet, isActive: isActive)
        if let outcome = facts.outcome {
            let kept = outcome.word == "kept"
            let when = TimeText.moment(outcome.at * 1_000, presentation)
            let words = kept ? "kept" : "returned: \(outcome.reason)"
            sheet.add("last flash", "\(outcome.version) (\(outcome.number)) \(words), \(when)", kept ? .good : .bad)
        }
        if facts["trial"] != nil { sheet.add("trial", "a release is on trial", .warning) }
        return sheet.text(presentation)
    }

    private static func add(_ status: AgentStatus?, to sheet: inout Sheet, isActive: Bool) {
        guard let status else {
            if isActive { sheet.add("agent", "it does not say how it is; look at: mintmark logs", .bad) }
            return
        }
        sheet.add("phase", status.phase.rawValue, status.phase == .running ? .good : .warning)
        sheet.add(
            "outputs",
            status.outputsSafe ? "seen at their safe level" : "not seen safe",
            status.outputsSafe ? .good : .bad
        )
        for trouble in status.troubles { sheet.add("trouble", trouble, .bad) }
        sheet.add(
            "journal",
            status.journalWritable ? "writable" : "can't be written",
            status.journalWritable ? .good : .bad
        )
        sheet.add("coordinator", status.connected ? "connected" : "not connected", status.connected ? .good : .warning)
        sheet.add("quarantine", status.quarantine, .bad)
        sheet.add("works at", status.busy.joined(separator: ", "))
        sheet.add("kept from work by", status.lease.map { "\($0.owner), \($0.secondsLeft) s yet" }, .warning)
        let age = status.oldestWaitingMilliseconds.map { ", the oldest for \($0 / 1_000) s" } ?? ""
        sheet.add("receipts waiting", "\(status.receiptsWaiting)\(status.receiptsWaiting > 0 ? age : "")")
        sheet.add("oldest release allowed", status.mark > 0 ? "\(status.mark)" : nil)
    }

    /// `12.3 MB`.
    static func bytes(_ count: Int64) -> String {
        if count < 100_000 { return "\(count) bytes" }
        return "\(count / 1_000_000).\(count % 1_000_000 / 100_000) MB"
    }
}

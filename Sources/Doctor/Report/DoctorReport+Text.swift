extension DoctorReport {
    /// The report in lines for a terminal without colours: what is wrong first in each line, and the next step below.
    package var text: String {
        let lines = findings.flatMap { finding in
            ["\(finding.severity.mark)  \(finding.code.rawValue)  \(finding.says)"]
                + (finding.next.isEmpty || finding.severity == .ok ? [] : ["         \(finding.next)"])
        }
        return (lines + ["", summary]).joined(separator: "\n")
    }

    /// The whole in one sentence.
    package var summary: String {
        let faults = findings.count { $0.severity == .fault }
        let warnings = findings.count { $0.severity == .warning }
        return switch health {
        case .well: "All is well, as far as it was looked at."
        case .warnings: "\(warnings) \(warnings == 1 ? "warning" : "warnings"), no fault."
        case .faults:
            "\(faults) \(faults == 1 ? "fault" : "faults"), \(warnings) \(warnings == 1 ? "warning" : "warnings")."
        }
    }
}

extension Severity {
    /// In a column of seven.
    fileprivate var mark: String {
        switch self {
        case .ok: "ok     "
        case .note: "note   "
        case .warning: "WARNING"
        case .fault: "FAULT  "
        }
    }
}

import Doctor

/// A doctor's report as people read it.
enum DoctorText {
    /// What was found, the worst last, where a terminal shows it; then the figures of buses, and the whole in one line.
    static func text(_ report: DoctorReport, _ presentation: Presentation) -> String {
        var text = ""
        if let machine = report.machine { text += presentation.text(machine, .title) + "\n\n" }
        for finding in report.findings.sorted(by: { $0.severity < $1.severity }) {
            text +=
                presentation.text(mark(finding.severity), tone(finding.severity)) + "  "
                + PlainText.line(finding.says) + "  " + presentation.text(finding.code.rawValue, .faint) + "\n"
            guard !finding.next.isEmpty, finding.severity != .ok else { continue }
            text += "         " + PlainText.line(finding.next) + "\n"
        }
        let latencies = self.latencies(report.facts.buses)
        if let latencies { text += "\n" + latencies.text(presentation) }
        return text + "\n" + presentation.text(report.summary, tone(worst(report))) + "\n"
    }

    /// How long the devices took, each with its histogram; nil when none answered.
    private static func latencies(_ buses: [BusFact]) -> Table? {
        var table = Table([
            .text("DEVICE"), .text("BUS"), .number("READS"), .number("MEDIAN"), .number("95 %"), .number("LONGEST"),
            .words("ANSWERS WITHIN"),
        ])
        var isEmpty = true
        for bus in buses {
            for device in bus.devices where device.isAlive {
                isEmpty = false
                let latency = device.latency
                table.add([
                    .init(device.id), .init(bus.id), .init("\(latency.answered)/\(latency.asked)"),
                    .init(milliseconds(latency.medianMicroseconds)), .init(milliseconds(latency.p95Microseconds)),
                    .init(milliseconds(latency.longestMicroseconds)),
                    .init(latency.histogram.map { "\($0.belowMilliseconds) ms: \($0.count)" }.joined(separator: ", ")),
                ])
            }
        }
        return isEmpty ? nil : table
    }

    private static func milliseconds(_ microseconds: Int?) -> String {
        microseconds.map { "\($0 / 1_000).\($0 / 100 % 10) ms" } ?? ""
    }

    private static func mark(_ severity: Severity) -> String {
        switch severity {
        case .ok: "ok     "
        case .note: "note   "
        case .warning: "warning"
        case .fault: "fault  "
        }
    }

    private static func tone(_ severity: Severity) -> Tone {
        switch severity {
        case .ok: .good
        case .note: .plain
        case .warning: .warning
        case .fault: .bad
        }
    }

    private static func worst(_ report: DoctorReport) -> Severity {
        switch report.health {
        case .well: .ok
        case .warnings: .warning
        case .faults: .fault
        }
    }
}

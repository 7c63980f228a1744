import FoundationEssentials

/// What the doctor reports: its findings and what they are made of. As JSON it is what scripts read.
package struct DoctorReport: Codable, Sendable, Equatable {
    /// The whole in one word.
    package enum Health: String, Codable, Sendable, CaseIterable {
        /// Nothing has to be done.
        case well
        /// Somebody should look.
        case warnings
        /// Somebody has to act.
        case faults

        /// How the program ends.
        package var exitStatus: Int32 {
            switch self {
            case .well: 0
            case .faults: 1
            case .warnings: 2
            }
        }
    }

    /// The shape's version, 1.
    package var ver: Int
    /// The machine's id; nil before its first start.
    package var machine: String?
    /// When it was looked at, milliseconds since 1970 by the machine's clock.
    package var at: Int64
    /// The whole in one word.
    package var health: Health
    /// What was found, in the order in which a technician works.
    package var findings: [Finding]
    /// What was measured.
    package var facts: DoctorFacts

    /// The report of what was measured.
    package init(_ facts: DoctorFacts, at: Int64) {
        ver = 1
        machine = facts.setup.machine
        self.at = at
        findings = facts.findings
        health =
            switch findings.map(\.severity).max() ?? .ok {
            case .ok, .note: .well
            case .warning: .warnings
            case .fault: .faults
            }
        self.facts = facts
    }

    /// The report as JSON with sorted members, on one line.
    package func json() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            preconditionFailure("a report holds only texts, whole numbers and booleans, so it always encodes: \(error)")
        }
    }

    /// Reads what `json` wrote.
    /// - Throws: what decoding throws, and for a report of another version.
    package static func decode(_ bytes: some Collection<UInt8>) throws -> DoctorReport {
        let report = try JSONDecoder().decode(DoctorReport.self, from: Data(bytes))
        guard report.ver == 1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: [], debugDescription: "a report of version \(report.ver), not 1")
            )
        }
        return report
    }
}

import FoundationEssentials

/// Everything that one run found.
package struct Report: Sendable, Equatable, Codable {
    /// When it ran: a date and time of RFC 3339.
    package var date: String
    /// What it ran on and with, as pairs of name and value, in order.
    package var circumstances: [Circumstance]
    /// The tables.
    package var sections: [Section] = []

    /// One fact about machine, system or versions.
    package struct Circumstance: Sendable, Equatable, Codable {
        /// What.
        package var name: String
        /// Which.
        package var value: String

        /// Makes a fact.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A report without tables.
    package init(date: String, circumstances: [Circumstance]) {
        self.date = date
        self.circumstances = circumstances
    }

    /// Reads what `json` wrote.
    /// - Throws: what the decoder throws.
    package init(json: [UInt8]) throws { self = try JSONDecoder().decode(Report.self, from: Data(json)) }

    /// The report as JSON, for programs.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0A]
    }
}

/// How the last flash of a machine ended.
package struct UpdateReport: Hashable, Sendable, Codable {
    /// Whether the release was kept; otherwise the machine runs the earlier one.
    package var kept: Bool
    /// The version of the release that was tried.
    package var version: String
    /// Its number.
    package var number: Int64
    /// When, seconds since 1970 by the machine's clock.
    package var at: Int64
    /// Why it was not kept, in words.
    package var reason: String?

    /// Makes a report.
    package init(kept: Bool, version: String, number: Int64, at: Int64, reason: String?) {
        self.kept = kept
        self.version = version
        self.number = number
        self.at = at
        self.reason = reason
    }

    private static let longestReason = 400

    /// Reads what the script of the slots left: a word and its value a line. Nil when it is not understood.
    package init?(_ text: String) {
        var values: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let outcome = values["outcome"], ["kept", "returned"].contains(outcome), let version = values["version"],
            let number = values["number"].flatMap({ Int64($0) }), let at = values["at"].flatMap({ Int64($0) })
        else { return nil }
        kept = outcome == "kept"
        self.version = String(version.prefix(64))
        self.number = number
        self.at = at
        reason = kept ? nil : values["reason"].map { String($0.prefix(Self.longestReason)) }
    }
}

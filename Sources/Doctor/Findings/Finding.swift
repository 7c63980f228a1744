/// One thing that the doctor found, in plain words.
package struct Finding: Codable, Sendable, Equatable {
    /// The stable code.
    package var code: FindingCode
    /// How much it matters.
    package var severity: Severity
    /// The line, device, address or file that it is about; empty for the machine as a whole.
    package var about: String
    /// What was found.
    package var says: String
    /// What to do next; empty when there is nothing to do.
    package var next: String

    /// A finding of the severity, and with the next step, of its code.
    package init(_ code: FindingCode, about: String = "", _ says: String, next: String? = nil) {
        self.code = code
        severity = code.severity
        self.about = about
        self.says = says
        self.next = next ?? code.next
    }
}

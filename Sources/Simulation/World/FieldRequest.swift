import Machine

/// One request of a machine's program to its PLC, on the bus or behind it.
struct FieldRequest: Sendable {
    /// What is asked for.
    enum Content: Sendable {
        case read([String])
        case write([RegisterWrite])
    }

    /// What it came to.
    enum Answer: Sendable {
        case values([String: RegisterValue])
        case wrote(WriteOutcome)
    }

    /// Whose program asks, and in which life.
    let machine: Int
    let life: Int
    /// The sequencer's number for it.
    let number: Int
    let content: Content

    /// A word for the trace.
    var trace: String {
        switch content {
        case .read(let names): "\(machine) \(number) read \(names.joined(separator: " "))"
        case .write(let writes): "\(machine) \(number) write \(writes.map(\.name).joined(separator: " "))"
        }
    }
}

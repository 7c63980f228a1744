import GPIO

/// What the lines have to show when they were taken: every output at its safe level, every input readable.
struct LineSelfTest: Equatable, Sendable {
    /// Whether every output was read back at its safe level.
    var outputsSafe = true
    /// What was wrong, in words for a technician.
    var troubles: [String] = []

    /// Reads every line once.
    init(_ bank: any LineBank, _ configuration: LineConfiguration) {
        for output in configuration.outputs {
            do {
                guard try bank.read(output.name) == output.safe else {
                    outputsSafe = false
                    troubles.append("the output \(output.name) is not at its safe level")
                    continue
                }
            } catch {
                outputsSafe = false
                troubles.append("the output \(output.name) can't be read back: \(error)")
            }
        }
        for input in configuration.inputs {
            do {
                _ = try bank.read(input.name)
            } catch {
                troubles.append("the input \(input.name) can't be read: \(error)")
            }
        }
    }

    /// For lines that were not taken yet.
    init() {}
}

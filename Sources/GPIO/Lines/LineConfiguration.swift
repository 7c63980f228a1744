/// Everything one owner asks for at once: it gets all of these lines or none.
package struct LineConfiguration: Hashable, Sendable {
    /// The most lines one bank may hold.
    package static let maximumLines = 64

    /// The lines to drive.
    package var outputs: [OutputConfiguration]
    /// The lines to watch.
    package var inputs: [InputConfiguration]
    /// Who is asking, 1 to 31 bytes; `gpioinfo` shows it beside each line, and so does another owner's `.lineBusy`.
    package var consumer: String

    /// Describes a bank of lines.
    package init(outputs: [OutputConfiguration], inputs: [InputConfiguration], consumer: String) {
        self.outputs = outputs
        self.inputs = inputs
        self.consumer = consumer
    }

    /// The names of all lines, outputs first.
    package var names: [LineName] { outputs.map(\.name) + inputs.map(\.name) }

    /// Refuses what no chip could serve: a name twice, an empty or overlong name, too many lines, a wild debounce.
    func check() throws(GPIOError) {
        let names = names
        guard names.count <= Self.maximumLines else {
            throw GPIOError(
                .invalidConfiguration,
                "\(names.count) lines were asked for, but one bank holds at most \(Self.maximumLines); split them"
            )
        }
        guard LineName(chip: consumer, line: consumer).isWellFormed else {
            throw GPIOError(.invalidConfiguration, "the consumer “\(consumer)” must be 1 to 31 printable bytes")
        }
        var seen: Set<LineName> = []
        for name in names {
            guard name.isWellFormed else {
                throw GPIOError(
                    .invalidConfiguration,
                    "“\(name)” is not a line: chip label and line name are 1 to 31 printable bytes each"
                )
            }
            guard seen.insert(name).inserted else {
                throw GPIOError(.duplicateLine, "\(name) is listed twice; a line has exactly one use")
            }
        }
        for input in inputs where input.debounceMicroseconds > InputConfiguration.maximumDebounceMicroseconds {
            throw GPIOError(
                .invalidConfiguration,
                "\(input.name) asks for \(input.debounceMicroseconds) µs of debounce; the most is "
                    + "\(InputConfiguration.maximumDebounceMicroseconds) µs"
            )
        }
    }
}

/// The one `LineBank`: the rules, over any driver.
final class DrivenLineBank: LineBank {
    /// The longest single wait, in milliseconds: one hour.
    static let maximumWaitMilliseconds = 3_600_000

    private let configuration: LineConfiguration
    private let outputs: [LineName: Int]
    private let inputs: [LineName: Int]
    private var detectors: [EdgeGapDetector]
    private var sequence: UInt32 = 0
    private var driver: (any LineDriver)?

    /// Takes over lines that were just requested with `configuration`, which has passed its check.
    init(configuration: LineConfiguration, driver: any LineDriver) {
        let levels = driver.initialInputLevels
        precondition(levels.count == configuration.inputs.count, "a driver reports one initial level per input")
        self.configuration = configuration
        self.driver = driver
        outputs = Self.places(configuration.outputs.map(\.name))
        inputs = Self.places(configuration.inputs.map(\.name))
        detectors = levels.map { EdgeGapDetector(level: $0) }
    }

    deinit {
        close()
    }

    func set(_ line: LineName, _ level: Level) throws(GPIOError) {
        let driver = try openDriver()
        guard let output = outputs[line] else {
            throw GPIOError(
                .notAnOutput,
                "\(line) was not requested as an output by “\(configuration.consumer)”; add it to the outputs"
            )
        }
        do {
            try driver.set(output: output, level)
        } catch {
            throw safeAfter(error)
        }
    }

    func read(_ line: LineName) throws(GPIOError) -> Level {
        let driver = try openDriver()
        do {
            if let input = inputs[line] { return try driver.read(input: input) }
            if let output = outputs[line] { return try driver.read(output: output) }
        } catch {
            throw safeAfter(error)
        }
        throw GPIOError(
            .notAnInput,
            "\(line) was not requested by “\(configuration.consumer)”; add it to the inputs"
        )
    }

    func setOutputsSafe() throws(GPIOError) {
        try setSafe(openDriver())
    }

    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> EdgeBatch {
        precondition(
            (0...Self.maximumWaitMilliseconds).contains(timeoutMilliseconds),
            "a wait for edges lasts between 0 and \(Self.maximumWaitMilliseconds) milliseconds"
        )
        let driver = try openDriver()
        do {
            return batch(try driver.waitForEdges(timeoutMilliseconds: timeoutMilliseconds))
        } catch {
            throw safeAfter(error)
        }
    }

    func close() {
        guard let driver else { return }
        // A failure here has no one to be told to: giving the lines up is the stronger measure and follows at once.
        try? setSafe(driver)
        driver.release()
        self.driver = nil
    }

    private func openDriver() throws(GPIOError) -> any LineDriver {
        guard let driver else {
            throw GPIOError(.closed, "the lines of “\(configuration.consumer)” were closed; open them again")
        }
        return driver
    }

    private func setSafe(_ driver: any LineDriver) throws(GPIOError) {
        var failures: [(line: LineName, error: GPIOError)] = []
        for (place, output) in configuration.outputs.enumerated() {
            do throws(GPIOError) {
                try driver.set(output: place, output.safe)
            } catch {
                failures.append((output.name, error))
            }
        }
        guard let first = failures.first else { return }
        let lines = failures.map(\.line.description).joined(separator: ", ")
        throw GPIOError(
            first.error.code,
            "no safe level on \(lines): \(first.error.message); cut the actuators' power until this is explained",
            cause: first.error
        )
    }

    /// A bank that failed is blind or numb, so nothing it drives may stay on.
    private func safeAfter(_ error: GPIOError) -> GPIOError {
        guard let driver else { return error }
        do throws(GPIOError) {
            try setSafe(driver)
        } catch let unsafe {
            return GPIOError(error.code, "\(error.message); and then \(unsafe.message)", cause: unsafe)
        }
        return GPIOError(error.code, "\(error.message); all outputs were sent to their safe level", cause: error)
    }

    private func batch(_ edges: [RawEdge]) -> EdgeBatch {
        var batch = EdgeBatch()
        batch.events.reserveCapacity(edges.count)
        // The order of the driver is the order per line; a sort that is not stable must not break it.
        let ordered = edges.enumerated().sorted { left, right in
            (left.element.timestampNanoseconds, left.offset) < (right.element.timestampNanoseconds, right.offset)
        }
        for (_, edge) in ordered {
            let line = configuration.inputs[edge.input].name
            let missed = detectors[edge.input].observe(edge.level, sequence: edge.lineSequence)
            if missed > 0 {
                let sum = batch.missed[line, default: 0].addingReportingOverflow(missed)
                batch.missed[line] = sum.overflow ? .max : sum.partialValue
            }
            sequence &+= 1
            batch.events.append(
                EdgeEvent(
                    line: line,
                    level: edge.level,
                    timestampNanoseconds: edge.timestampNanoseconds,
                    sequence: sequence,
                    lineSequence: edge.lineSequence
                )
            )
        }
        return batch
    }

    private static func places(_ names: [LineName]) -> [LineName: Int] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    }
}

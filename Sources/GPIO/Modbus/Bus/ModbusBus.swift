import Platform

/// A Modbus bus: one owner on a thread of its own, one request on the wire at a time. Stops go before writes, writes
/// before polls. See docs/modbus.md.
///
/// A request that was submitted runs to its end even when the task that waits for it is cancelled: what became of a
/// write has to be known.
package final class ModbusBus: Sendable {
    /// How long a request waits for its turn at most, unless told otherwise, in milliseconds.
    package static let usualWaitMilliseconds = 5_000

    /// The bus as it was described.
    package let configuration: ModbusBusConfiguration
    private let thread: ModbusBusThread

    /// Starts the bus. The port or connection is opened with the first request.
    /// - Throws: `ioFailure` when there can be no more threads or files.
    package convenience init(_ configuration: ModbusBusConfiguration) throws(GPIOError) {
        try self.init(configuration) { LibmodbusLink(configuration) }
    }

    /// - Parameter makeLink: Called on the bus's thread.
    init(
        _ configuration: ModbusBusConfiguration,
        makeLink: @escaping @Sendable () -> any ModbusLink
    ) throws(GPIOError) {
        self.configuration = configuration
        let thread = try ModbusBusThread(configuration)
        do throws(ThreadError) {
            try DedicatedThread.start("modbus-\(configuration.name)", signals: .none) { thread.run(makeLink()) }
        } catch {
            throw GPIOError(.ioFailure, "bus “\(configuration.name)” can't run: \(error)")
        }
        self.thread = thread
    }

    deinit { thread.close() }

    /// What each device did since the start, by name: how long its replies took, and what went wrong.
    package var statistics: [String: ModbusDeviceStatistics] { thread.statistics }

    /// How many requests have no answer yet.
    var unanswered: Int { thread.unanswered }

    /// Whether nothing more is taken.
    var isClosed: Bool { thread.isClosed }

    /// Reads one value. It may be sent several times.
    /// - Throws: `noAnswer`, `exception`, `suspended`, `busUnavailable`, `overloaded`, `expired`, `closed`; what
    ///   decoding throws.
    package func read(
        _ register: ModbusRegister,
        from device: String,
        priority: ModbusPriority = .poll,
        waitMilliseconds: Int = usualWaitMilliseconds
    ) async throws(GPIOError) -> RegisterValue {
        let operation = register.readOperation
        let words = try await read(operation, from: device, priority: priority, waitMilliseconds: waitMilliseconds)
        return try register.value(of: words)
    }

    /// Reads entries of a table as they are; a bit is 0 or 1. For several values in one request.
    /// - Throws: As the other.
    package func read(
        _ operation: ModbusOperation,
        from device: String,
        priority: ModbusPriority = .poll,
        waitMilliseconds: Int = usualWaitMilliseconds
    ) async throws(GPIOError) -> [UInt16] {
        guard case .read = operation else {
            throw GPIOError(.invalidConfiguration, "function \(operation.function) reads no table")
        }
        try operation.check()
        switch try await perform(.perform(operation), on: device, priority, waitMilliseconds) {
        case .words(let words): return words
        case let answer: throw Self.error(answer)
        }
    }

    /// Writes one value, once.
    /// - Throws: As the other; what encoding throws.
    package func write(
        _ value: RegisterValue,
        to register: ModbusRegister,
        of device: String,
        priority: ModbusPriority = .write,
        waitMilliseconds: Int = usualWaitMilliseconds
    ) async throws(GPIOError) -> WriteOutcome {
        let operation = try register.writeOperation(value)
        return try await write(operation, to: device, priority: priority, waitMilliseconds: waitMilliseconds)
    }

    /// Sends a write, once.
    /// - Throws: Only when not one byte of it was sent: `wrongDevice`, `noAnswer` and `exception` of the identity check
    ///   before it, `suspended`, `busUnavailable`, `overloaded`, `expired`, `closed`, `invalidConfiguration`.
    package func write(
        _ operation: ModbusOperation,
        to device: String,
        priority: ModbusPriority = .write,
        waitMilliseconds: Int = usualWaitMilliseconds
    ) async throws(GPIOError) -> WriteOutcome {
        guard operation.isWrite else {
            throw GPIOError(.invalidConfiguration, "function \(operation.function) writes nothing; use read")
        }
        try operation.check()
        switch try await perform(.perform(operation), on: device, priority, waitMilliseconds) {
        case .outcome(let outcome): return outcome
        case let answer: throw Self.error(answer)
        }
    }

    /// Checks that the right device answers. A write does it by itself where it is due; done at the start it costs the
    /// first stop no time.
    /// - Throws: `wrongDevice`, and as reading.
    package func identify(
        _ device: String,
        priority: ModbusPriority = .poll,
        waitMilliseconds: Int = usualWaitMilliseconds
    ) async throws(GPIOError) {
        let answer = try await perform(.identify, on: device, priority, waitMilliseconds)
        guard answer == .identified else { throw Self.error(answer) }
    }

    /// Ends the bus: what waits is answered with `closed`, what is on the wire ends first. Returns when it is over.
    package func close() async {
        thread.close()
        await thread.waitForEnd()
    }

    private func perform(
        _ purpose: ModbusSchedule.Request.Purpose,
        on device: String,
        _ priority: ModbusPriority,
        _ waitMilliseconds: Int
    ) async throws(GPIOError) -> ModbusSchedule.Answer {
        precondition(
            (1...3_600_000).contains(waitMilliseconds),
            "a request waits 1 to 3600000 milliseconds for the bus"
        )
        let deadline = MonotonicClock.now() + UInt64(waitMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
        return await withCheckedContinuation { continuation in
            do throws(GPIOError) {
                try thread.submit(purpose, device: device, priority: priority, deadline: deadline) {
                    continuation.resume(returning: $0)
                }
            } catch {
                continuation.resume(returning: .failed(error.code, error.message, nil))
            }
        }
    }

    private static func error(_ answer: ModbusSchedule.Answer) -> GPIOError {
        guard case .failed(let code, let message, let exception) = answer else {
            return GPIOError(.malformedValue, "the device gave an answer of another kind")
        }
        return GPIOError(code, message, cause: exception)
    }
}

internal import Glibc
package import Logging

/// The log of a program: one line per event, as JSON or as words.
package struct ProgramLogHandler: LogHandler {
    /// What every line says.
    package var metadata: Logger.Metadata = [:]
    /// Lines below it are left out.
    package var logLevel: Logger.Level = .info
    /// What other packages say below this level is left out.
    private static let levelOfOthers = Logger.Level.notice

    private let program: String
    private let format: LogFormat
    private let sink: LogSink
    private let clock: @Sendable () -> Int64

    /// Makes a handler.
    /// - Parameters:
    ///   - program: the program's name.
    ///   - sink: where lines go.
    ///   - clock: wall milliseconds since 1970.
    package init(
        program: String,
        format: LogFormat,
        sink: LogSink = .standardError,
        clock: @escaping @Sendable () -> Int64 = { ProgramLogHandler.systemMilliseconds }
    ) {
        self.program = program
        self.format = format
        self.sink = sink
        self.clock = clock
    }

    /// A logger with such a handler.
    package static func logger(program: String, format: LogFormat, level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: program, factory: { ProgramLogHandler(program: $0, format: format) })
        logger.logLevel = level
        return logger
    }

    /// One member of what every line says.
    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    package func log(event: LogEvent) {
        var all = metadata
        for (name, value) in event.metadata ?? [:] { all[name] = value }
        if let error = event.error { all["error"] = "\(error)" }
        let known = all[LogField.code].map { "\($0)" }
        guard known != nil || event.level >= Self.levelOfOthers || logLevel < .info else { return }
        // A line that is not ours has its package for a code.
        let code = known ?? "library.\(event.source)"
        let text: String
        switch format {
        case .json:
            text = LogLine.text(
                time: clock(),
                program: program,
                level: event.level,
                code: code,
                message: "\(event.message)",
                metadata: all
            )
        case .text:
            text = LogWords.text(
                time: clock(),
                level: event.level,
                code: code,
                message: "\(event.message)",
                metadata: all
            )
        }
        sink.write(text + "\n")
    }

    /// The system's wall clock.
    private static var systemMilliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

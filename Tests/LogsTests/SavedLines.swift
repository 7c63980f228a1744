import Logging
import Logs
import Synchronization

/// A log whose lines are kept for a test to look at.
final class SavedLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func logger(_ format: LogFormat, level: Logger.Level = .info, at milliseconds: Int64 = 0) -> Logger {
        var logger = Logger(label: "shop") { program in
            ProgramLogHandler(
                program: program,
                format: format,
                sink: LogSink { line in self.lines.withLock { $0.append(line) } },
                clock: { milliseconds }
            )
        }
        logger.logLevel = level
        return logger
    }
}

enum ShopLog: String, LogCode {
    case opened = "shop.opened"
    case robbed = "shop.robbed"

    var level: Logger.Level { self == .opened ? .notice : .error }
    var message: String { self == .opened ? "the shop is open" : "the shop was robbed" }
    var advice: String { self == .opened ? "" : "Call the police." }
}

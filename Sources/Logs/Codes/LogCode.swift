package import Logging

/// All log lines of one program that say something a person or a rule may look for, an enumeration whose raw values are
/// their codes: the one place where they are declared. A code is never renamed.
package protocol LogCode: RawRepresentable<String>, CaseIterable, Sendable {
    /// How much it matters.
    var level: Logger.Level { get }
    /// What happened, for a person; the metadata says to what.
    var message: String { get }
    /// What to do about it; empty when nothing.
    var advice: String { get }
}

extension Logger {
    /// Writes a line with its code.
    package func log(_ code: some LogCode, _ metadata: Metadata = [:]) {
        guard code.level >= logLevel else { return }
        var metadata = metadata
        metadata[LogField.code] = .string(code.rawValue)
        log(level: code.level, "\(code.message)", metadata: metadata)
    }

    /// The same logger, whose lines also say this.
    package func with(_ metadata: Metadata) -> Logger {
        var logger = self
        for (name, value) in metadata { logger[metadataKey: name] = value }
        return logger
    }
}

import Logging
import Logs
import Protocol

extension Command {
    /// What every line about the command says.
    var logFields: Logger.Metadata {
        var fields: Logger.Metadata = [
            LogField.command: .string(jti), LogField.trace: .string(LogField.traceID(of: traceparent)),
        ]
        if case .deliver(let deliver) = body { fields[LogField.sale] = .string(deliver.sale) }
        return fields
    }
}

extension AnsweredCommand {
    /// What every line about the command says.
    var logFields: Logger.Metadata {
        [LogField.command: .string(id), LogField.trace: .string(LogField.traceID(of: traceparent))]
    }
}

extension Logger.Metadata {
    /// With further members.
    func adding(_ other: Logger.Metadata) -> Logger.Metadata { merging(other) { _, new in new } }
}

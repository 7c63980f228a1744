/// Collects the faults of one file. Each is kept once: a fault in `laneDefaults` shows in every lane, but is one fault.
final class FaultCollector {
    let file: String
    private var seen: Set<ProfileFault> = []

    init(file: String) {
        self.file = file
    }

    func add(_ code: FaultCode, at position: Position, _ message: String, fix: String) {
        let known = seen.contains { $0.line == position.line && $0.column == position.column && $0.code == code }
        if known { return }
        seen.insert(
            ProfileFault(
                file: file,
                line: position.line,
                column: position.column,
                code: code,
                message: message,
                fix: fix
            )
        )
    }

    /// All faults by line, column and code.
    var sorted: [ProfileFault] {
        seen.sorted { ($0.line, $0.column, $0.code.rawValue) < ($1.line, $1.column, $1.code.rawValue) }
    }

    var hasErrors: Bool { seen.contains { $0.severity == .error } }
}

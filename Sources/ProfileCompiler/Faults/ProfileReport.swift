/// Faults as text for people and editors.
package enum ProfileReport {
    /// One paragraph per fault: `file:line:column: error[code]: message`, then the fix on a line of its own. Empty for
    /// no faults.
    package static func text(_ faults: [ProfileFault]) -> String {
        faults.map { fault in
            "\(fault.file):\(fault.line):\(fault.column): \(fault.severity.rawValue)[\(fault.code.rawValue)]: "
                + "\(fault.message)\n  fix: \(fault.fix)\n"
        }.joined()
    }

    /// How many there are: `2 errors, 1 warning`.
    package static func summary(_ faults: [ProfileFault]) -> String {
        let errors = faults.count { $0.severity == .error }
        let warnings = faults.count - errors
        return "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")"
    }
}

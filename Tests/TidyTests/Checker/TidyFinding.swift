/// One place that breaks a rule, and what to do about it.
struct TidyFinding: Hashable, CustomStringConvertible {
    let path: String
    /// Counted from one.
    let line: Int
    let advice: String

    var description: String { "\(path):\(line): \(advice)" }
}

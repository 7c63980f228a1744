/// How bad a fault is.
package enum FaultSeverity: String, Sendable {
    /// The profile does not compile.
    case error
    /// The profile compiles; a person should look.
    case warning
}

/// Whose a row is. Every machine, place, account, event and alarm carries an owner from the first day; isolation and
/// delegation build on it.
package enum Owner {
    /// The deployment's operator.
    package static let `operator` = "operator"
}

/// A request for a resource that is there, by a method that it does not have.
struct MethodNotAllowed: Error {
    /// The methods that it has, for the `Allow` field (RFC 9110 section 10.2.1).
    let allowed: [String]

    /// The same, to answer with.
    var error: CoordinatorError {
        CoordinatorError(.methodNotAllowed, "This address takes \(allowed.joined(separator: ", ")) only.")
    }
}

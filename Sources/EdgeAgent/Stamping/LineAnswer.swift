package import Protocol

/// What a command of the line is answered with.
package enum LineAnswer: Sendable {
    /// It was done.
    case body(ReceiptBody)
    /// It was refused, with the reason in words.
    case refusal(WireCode, String)

    /// The receipt's body.
    /// - Parameter digest: SHA-256 of the command's envelope, 64 hex digits.
    package func body(digest: String) -> ReceiptBody {
        switch self {
        case .body(let body): body
        case .refusal(let code, let detail): .refused(code, detail, digest: digest)
        }
    }
}

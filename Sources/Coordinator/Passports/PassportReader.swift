import HTTPTypes
import Hummingbird
import Passport

/// Who reads a passport, and so which of its statements.
struct PassportReader: Sendable {
    let runtime: Runtime

    /// The tier of a request: everybody's without a token, else the widest that the token's scopes open.
    /// - Throws: `unauthorised` for a token that is unknown: then somebody believes to see more than he does.
    func tier(_ request: Request) async throws -> AccessTier {
        guard let header = request.headers[.authorization] else { return .public }
        let token = header.hasPrefix("Bearer ") ? String(header.dropFirst("Bearer ".count)) : ""
        let tokens = TokenBook()
        guard (16...200).contains(token.utf8.count),
            let caller = try await runtime.view({ try tokens.caller(of: token, in: $0) })
        else {
            throw CoordinatorError(
                .unauthorised,
                "The token is not known here; leave it out to read what is public."
            )
        }
        return Self.tier(caller.scopes)
    }

    /// The widest tier that scopes open.
    static func tier(_ scopes: Set<Scope>) -> AccessTier {
        if scopes.contains(.passportsWrite) { return .owner }
        if scopes.contains(.passportsAuthority) { return .authority }
        return scopes.contains(.passportsInterest) ? .legitimateInterest : .public
    }
}

import Protocol

/// A logged-in browser: who it is, and what its forms must carry.
package struct PageSession: Sendable {
    /// SHA-256 of the cookie's secret, 64 hex digits: what the database knows the session by.
    package let digest: String
    /// Who logged in, with the scopes of the token.
    package let caller: Caller
    /// What every form of this session carries and no other site can know.
    package let formToken: String
    /// What the last form came to, to be shown once.
    package let notice: String?

    /// Makes a session.
    package init(secret: String, caller: Caller, notice: String?) {
        digest = Self.digest(of: secret)
        self.caller = caller
        formToken = Self.formToken(of: secret)
        self.notice = notice
    }

    /// What the database keeps instead of the secret.
    package static func digest(of secret: String) -> String { Fingerprint.sha256(Array(secret.utf8)) }

    /// Derived from the secret, so that it needs no row and ends with the session.
    package static func formToken(of secret: String) -> String {
        let purpose = Array("mintmark form token".utf8)
        return Base64URL.encode(Fingerprint.authenticationCode(secret: Array(secret.utf8), purpose))
    }

    /// Whether a form is of this session, in time that does not depend on where it differs.
    package func accepts(formToken given: String) -> Bool {
        Fingerprint.equal(Array(given.utf8), Array(formToken.utf8))
    }
}

import Protocol

/// SHA-256 of texts.
enum Digests {
    static func sha256(_ text: String) -> String { Fingerprint.sha256(Array(text.utf8)) }
}

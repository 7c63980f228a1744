package import Protocol

/// Signs notes with a private key under a name.
package struct NoteSigner: Sendable {
    /// What others check with.
    package let verifier: NoteKey
    private let key: SigningKey

    /// Names a key.
    /// - Throws: `badValue` when the name is none for a key.
    package init(name: String, kind: NoteKey.Kind, key: SigningKey) throws(PassportError) {
        verifier = try NoteKey(name: name, kind: kind, key: key.verifyingKey)
        self.key = key
    }

    /// The signature of a text.
    /// - Parameters:
    ///   - text: the text of the note, with its last line end.
    ///   - seconds: wall time since 1970, which the cosignature of a witness states; a log's has none.
    /// - Throws: `badSignature` when the library refuses, which Ed25519 does not do.
    package func signature(of text: String, seconds: UInt64) throws(PassportError) -> NoteSignature {
        let isWitness = verifier.kind == .witness
        let message = isWitness ? NoteSignature.cosignedText(text, seconds: seconds) : text
        let time = isWitness ? withUnsafeBytes(of: seconds.bigEndian) { Array($0) } : []
        do {
            let signature = try key.signature(for: Array(message.utf8))
            return NoteSignature(name: verifier.name, keyID: verifier.id, bytes: time + signature)
        } catch {
            throw PassportError(.badSignature, "The note could not be signed.", cause: error.message)
        }
    }
}

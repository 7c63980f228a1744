import Crypto
import FoundationEssentials
import Protocol

/// A request with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) by somebody with a token.
///
/// Answers may hold secrets that are shown once. What is kept for repeating them is sealed with a key that is made of
/// the caller's token and the `Idempotency-Key`; the coordinator stores neither, so whoever has the database can't read
/// it, and whoever may repeat the request can.
package struct IdempotentRequest: Sendable {
    /// Who asks: keys of one token mean nothing for another.
    let caller: String
    /// The digest of the key.
    let keyDigest: String
    /// The digest of method, path and body: the same key with another one is refused.
    let requestHash: String
    private let sealing: SymmetricKey

    /// How long a key is remembered, in seconds.
    package static let rememberedSeconds: Int64 = 86_400

    /// Takes what makes two requests the same.
    init(key: String, bearer: String, caller: Caller, method: String, path: String, body: [UInt8]) {
        self.caller = caller.token
        keyDigest = Fingerprint.sha256(Array(key.utf8))
        requestHash = Fingerprint.sha256(Array("\(method) \(path)\n".utf8) + body)
        sealing = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data("\(bearer)\n\(key)".utf8)),
            info: Data("mintmark idempotent answer 1".utf8),
            outputByteCount: 32
        )
    }

    /// Seals an answer, bound to this request.
    func seal(_ answer: [UInt8], nonce: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            Data(answer),
            using: sealing,
            nonce: AES.GCM.Nonce(data: Data(nonce)),
            authenticating: Data(requestHash.utf8)
        )
        guard let combined = box.combined else {
            throw CoordinatorError(.unexpected, "The answer could not be sealed; report this.")
        }
        return Array(combined)
    }

    /// Opens what `seal` made.
    func open(_ sealed: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(combined: Data(sealed))
        return Array(try AES.GCM.open(box, using: sealing, authenticating: Data(requestHash.utf8)))
    }
}

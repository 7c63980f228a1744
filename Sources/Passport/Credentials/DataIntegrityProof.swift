package import Protocol

/// Proofs inside of documents: the W3C cryptosuite `eddsa-jcs-2022` (Data Integrity EdDSA Cryptosuites 1.0, section
/// 3.3). What is signed is SHA-256 of the canonical proof without its value, then SHA-256 of the canonical document.
package enum DataIntegrityProof {
    private static let suite = "eddsa-jcs-2022"

    /// The document with a proof.
    /// - Parameters:
    ///   - method: the URL of the verification method, usually with the Multikey behind `#`.
    ///   - created: when, as `2026-11-20T10:00:00Z`.
    /// - Throws: `malformed` when the document is no object or has a proof, and what `canonical` throws.
    package static func sign(
        _ document: JSONValue,
        with key: SigningKey,
        method: String,
        created: String
    ) throws(PassportError) -> JSONValue {
        guard document.members != nil, document["proof"] == nil else {
            throw PassportError(.malformed, "What is signed is an object without a proof.")
        }
        var proof: JSONValue = [
            "type": "DataIntegrityProof", "cryptosuite": .string(suite), "created": .string(created),
            "verificationMethod": .string(method), "proofPurpose": "assertionMethod",
        ]
        proof["@context"] = document["@context"]
        let signature: [UInt8]
        do {
            signature = try key.signature(for: try signedBytes(document, proof))
        } catch let error as PassportError {
            throw error
        } catch {
            throw PassportError(.badSignature, "The document could not be signed.", cause: "\(error)")
        }
        proof["proofValue"] = .string(Multibase.encode(signature))
        var signed = document
        signed["proof"] = proof
        return signed
    }

    /// The document without its proof, once the proof is shown to hold.
    /// - Parameter key: the key of a verification method, or nil when it is not trusted to say what the document says.
    /// - Throws: `malformed`, `unknownKey` or `badSignature`.
    package static func verify(
        _ document: JSONValue,
        key: (String) -> VerifyingKey?
    ) throws(PassportError) -> JSONValue {
        guard var proof = document["proof"], proof.members != nil, proof["type"]?.string == "DataIntegrityProof",
            proof["cryptosuite"]?.string == suite, proof["proofPurpose"]?.string == "assertionMethod",
            let method = proof["verificationMethod"]?.string,
            let signature = proof["proofValue"]?.string.flatMap(Multibase.decode), signature.count == 64
        else {
            throw PassportError(.malformed, "The document has no proof of \(suite) for an assertion.")
        }
        guard let key = key(method) else {
            throw PassportError(.unknownKey, "The key \(method.prefix(200)) is not trusted to sign this document.")
        }
        proof["proofValue"] = nil
        var unsigned = document
        unsigned["proof"] = nil
        if let context = proof["@context"] {
            guard begins(document["@context"], with: context) else {
                throw PassportError(
                    .badSignature,
                    "The document's @context does not begin with the one that was signed."
                )
            }
            unsigned["@context"] = context
        }
        guard key.isValid(signature: signature, for: try signedBytes(unsigned, proof)) else {
            throw PassportError(
                .badSignature,
                "The proof does not fit the document; one of them was changed or forged."
            )
        }
        return unsigned
    }

    private static func signedBytes(_ document: JSONValue, _ proof: JSONValue) throws(PassportError) -> [UInt8] {
        try proof.digest() + document.digest()
    }

    private static func begins(_ context: JSONValue?, with signed: JSONValue) -> Bool {
        guard let context else { return false }
        let (all, first) = (context.elements ?? [context], signed.elements ?? [signed])
        return all.count >= first.count && zip(all, first).allSatisfy { $0 == $1 }
    }
}

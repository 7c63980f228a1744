/// A passport as a credential (UNTP Digital Product Passport 0.6): what its issuer says of a product, so far as one
/// reader may see it. `passport` inside holds the view with its salts and hashes, by which it is checked in the log.
package enum PassportCredential {
    /// The credential of a view, to be signed.
    /// - Parameters:
    ///   - id: where the passport is read.
    ///   - issuer: who signs.
    package static func credential(of view: PassportView, id: String, issuer: String) -> JSONValue {
        let product = view.head.product
        var item: JSONValue = [
            "type": ["Product"], "id": .string(product.text),
            "name": .string(text("productName", in: view) ?? product.gtin?.description ?? product.path),
        ]
        item["serialNumber"] = product.serial.map { .string($0.text) }
        item["batchNumber"] = (product.lot?.text ?? text("batchNumber", in: view)).map { .string($0) }
        item["productionDate"] = text("manufacturingDate", in: view).map { .string($0) }
        return [
            "@context": [
                .string(CredentialTerms.base), .string(CredentialTerms.passport), .string(CredentialTerms.others),
            ],
            "type": ["DigitalProductPassport", "VerifiableCredential"], "id": .string(id),
            "issuer": [
                "type": ["CredentialIssuer"], "id": .string(issuer), "name": .string(view.head.economicOperatorID),
            ],
            "validFrom": .string(UTCTime.text(milliseconds: view.milliseconds)),
            "credentialSubject": [
                "type": ["ProductPassport"], "id": .string(product.text), "product": item,
                "granularityLevel": .string(view.head.granularity.rawValue),
            ],
            "passport": view.json,
        ]
    }

    /// The view inside a credential whose signature was checked. Compare its hash with the one of the log.
    /// - Throws: `malformed`, and faults of its parts.
    package static func view(of credential: JSONValue) throws(PassportError) -> PassportView {
        guard let passport = credential["passport"] else {
            throw PassportError(.malformed, "The credential has no passport in it.")
        }
        return try PassportView(json: passport)
    }

    private static func text(_ name: String, in view: PassportView) -> String? {
        view.fields.first { $0.name == name }?.value.string
    }
}

import Protocol

/// A statement of a passport, with who may read it and what hides it from the others.
package struct PassportField: Sendable {
    /// Its name, unique within the passport.
    package let name: String
    /// What it says.
    package let value: JSONValue
    /// Who may read it.
    package let tier: AccessTier
    /// Random bytes, by which nobody can try out what a hidden field says.
    package let salt: [UInt8]

    /// Fewest bytes of a salt.
    package static let minimumSaltBytes = 16

    /// Makes a field.
    /// - Throws: `empty` without a name, `tooWeak` when the salt is short, and what `canonical` throws of the value.
    package init(_ name: String, _ value: JSONValue, tier: AccessTier, salt: [UInt8]) throws(PassportError) {
        guard !name.isEmpty else { throw PassportError(.empty, "A field of a passport has a name.") }
        guard salt.count >= Self.minimumSaltBytes else {
            throw PassportError(
                .tooWeak,
                "The field \(name) has a salt of \(salt.count) bytes; with less than \(Self.minimumSaltBytes) its "
                    + "value could be guessed from its hash."
            )
        }
        _ = try value.canonical()
        self.name = name
        self.value = value
        self.tier = tier
        self.salt = salt
    }

    /// The hash that stands for the field in every view: SHA-256 of the canonical array of salt (base64url), name, tier
    /// and value. 64 hexadecimal digits.
    /// - Throws: what `canonical` throws.
    package func digest() throws(PassportError) -> String {
        let content: JSONValue = [.string(Base64URL.encode(salt)), .string(name), .string(tier.rawValue), value]
        return Hex.encode(try content.digest())
    }

    var json: JSONValue {
        ["value": value, "tier": .string(tier.rawValue), "salt": .string(Base64URL.encode(salt))]
    }

    init(name: String, json: JSONValue) throws(PassportError) {
        guard let value = json["value"], let tier = json["tier"]?.string.flatMap(AccessTier.init(rawValue:)),
            let salt = json["salt"]?.string.flatMap({ Base64URL.decode($0) })
        else { throw PassportError(.malformed, "The field \(name.prefix(64)) lacks its value, its tier or its salt.") }
        try self.init(name, value, tier: tier, salt: salt)
    }
}

import Protocol

/// One version of a passport, whole. Its hash covers every field by the field's own salted hash, so a view without some
/// fields has the same one.
package struct ProductPassport: Sendable {
    /// What it says of itself.
    package let head: PassportHead
    /// Which version: 1, 2, 3 ...
    package let version: Int64
    /// When it was made, in milliseconds since 1970.
    package let milliseconds: Int64
    /// The hash of the version before; nil for the first.
    package let previous: String?
    /// The fields, in the order of their names.
    package let fields: [PassportField]

    /// Most fields.
    package static let maximumFields = 4_096

    /// The first version.
    /// - Throws: `repeated` when two fields have one name, `tooLong` with too many, `badValue` for a time out of range.
    package init(_ head: PassportHead, milliseconds: Int64, fields: [PassportField]) throws(PassportError) {
        try self.init(head, version: 1, milliseconds: milliseconds, previous: nil, fields: fields)
    }

    private init(
        _ head: PassportHead,
        version: Int64,
        milliseconds: Int64,
        previous: String?,
        fields: [PassportField]
    ) throws(PassportError) {
        guard fields.count <= Self.maximumFields else {
            throw PassportError(.tooLong, "A passport has at most \(Self.maximumFields) fields, not \(fields.count).")
        }
        guard (0...253_402_300_799_999).contains(milliseconds) else {
            throw PassportError(.badValue, "The time \(milliseconds) of a passport is out of range.")
        }
        let sorted = fields.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (field, next) in zip(sorted, sorted.dropFirst()) where field.name.utf8.elementsEqual(next.name.utf8) {
            throw PassportError(.repeated, "The passport has the field \(field.name) twice.")
        }
        self.head = head
        self.version = version
        self.milliseconds = milliseconds
        self.previous = previous
        self.fields = sorted
    }

    /// The next version. Nothing of this one is lost: it stays as it is, and the next one names its hash.
    /// - Throws: `badVersion` when it is of another passport or product, or earlier; and what `init` throws.
    package func next(
        _ head: PassportHead,
        milliseconds: Int64,
        fields: [PassportField]
    ) throws(PassportError) -> ProductPassport {
        guard head.id == self.head.id, head.product.canonical == self.head.product.canonical else {
            throw PassportError(
                .badVersion,
                "A version of the passport \(self.head.id) is of the same product; for another one give a new id."
            )
        }
        guard milliseconds >= self.milliseconds else {
            throw PassportError(.badVersion, "Version \(version + 1) can't be older than version \(version).")
        }
        return try ProductPassport(
            head,
            version: version + 1,
            milliseconds: milliseconds,
            previous: try hash(),
            fields: fields
        )
    }

    /// What a reader of a tier gets.
    /// - Throws: what `canonical` throws.
    package func view(for tier: AccessTier) throws(PassportError) -> PassportView {
        var hidden: [String] = []
        for field in fields where !tier.maySee(field.tier) { hidden.append(try field.digest()) }
        return PassportView(
            head: head,
            version: version,
            milliseconds: milliseconds,
            previous: previous,
            fields: fields.filter { tier.maySee($0.tier) },
            hidden: hidden.sorted()
        )
    }

    /// The hash of this version, 64 hexadecimal digits: what the log and the register hold.
    /// - Throws: what `canonical` throws.
    package func hash() throws(PassportError) -> String { try view(for: .owner).hash() }
}

extension ProductPassport {
    /// The version that a view is of, when the view hides nothing.
    /// - Throws: `missingHash` when fields are hidden.
    package init(whole view: PassportView) throws(PassportError) {
        guard view.hidden.isEmpty else {
            throw PassportError(
                .missingHash,
                "Fields of version \(view.version) of the passport \(view.head.id) are hidden; read it as its owner."
            )
        }
        try self.init(
            view.head,
            version: view.version,
            milliseconds: view.milliseconds,
            previous: view.previous,
            fields: view.fields
        )
    }
}

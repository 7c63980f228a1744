import Protocol

/// A passport as one reader may see it. Fields that the reader may not see are hashes without names; salts make them
/// useless for guessing. The hash of a view is that of the whole version, so the same proof holds for every reader.
package struct PassportView: Sendable {
    /// What the passport says of itself.
    package let head: PassportHead
    /// Which version.
    package let version: Int64
    /// When it was made, in milliseconds since 1970.
    package let milliseconds: Int64
    /// The hash of the version before; nil for the first.
    package let previous: String?
    /// What the reader may see.
    package let fields: [PassportField]
    /// The hashes of the fields that the reader may not see, sorted.
    package let hidden: [String]

    /// The hash of the version: SHA-256 of canonical JSON of the head, the version and the sorted hashes of all fields.
    /// - Throws: what `canonical` throws.
    package func hash() throws(PassportError) -> String {
        var digests = hidden
        for field in fields { digests.append(try field.digest()) }
        var content = envelope
        content["elements"] = .array(digests.sorted().map { .string($0) })
        return Hex.encode(try content.digest())
    }

    private var envelope: JSONValue {
        var value = head.json
        value["version"] = .integer(version)
        value["lastUpdated"] = .string(UTCTime.text(milliseconds: milliseconds))
        value["lastUpdatedMilliseconds"] = .integer(milliseconds)
        value["previousVersionHash"] = previous.map { .string($0) }
        return value
    }

    /// The view as it is handed out: the members of EN 18223, `elements` by name, and the hashes of what is hidden.
    package var json: JSONValue {
        var value = envelope
        value["elements"] = .object(fields.map { JSONValue.Member($0.name, $0.json) })
        value["hiddenElements"] = .array(hidden.map { .string($0) })
        return value
    }

    /// The same for readers who need no proof: elements are their bare values (EN 18223 compressed form).
    package var compressedJSON: JSONValue {
        var value = envelope
        value["elements"] = .object(fields.map { JSONValue.Member($0.name, $0.value) })
        return value
    }

    /// Reads a view. Compare its hash with the one of the log before you believe it.
    /// - Throws: `malformed`, and faults of its parts.
    package init(json: JSONValue) throws(PassportError) {
        let wrong = PassportError(.malformed, "The passport has not the form in which it was handed out.")
        let head = try PassportHead(json: json)
        guard let version = json["version"]?.integer, version > 0,
            let milliseconds = json["lastUpdatedMilliseconds"]?.integer,
            (0...253_402_300_799_999).contains(milliseconds),
            json["lastUpdated"]?.string == UTCTime.text(milliseconds: milliseconds),
            let elements = json["elements"]?.members, let hidden = json["hiddenElements"]?.elements
        else { throw wrong }
        let digests = hidden.compactMap(\.string).filter { Hex.isLowercase($0, count: 64) }
        let previous = json["previousVersionHash"]?.string
        guard digests.count == hidden.count, (previous == nil) == (version == 1) else { throw wrong }
        var fields: [PassportField] = []
        for element in elements { fields.append(try PassportField(name: element.name, json: element.value)) }
        self.init(
            head: head,
            version: version,
            milliseconds: milliseconds,
            previous: previous,
            fields: fields,
            hidden: digests
        )
    }

    init(
        head: PassportHead,
        version: Int64,
        milliseconds: Int64,
        previous: String?,
        fields: [PassportField],
        hidden: [String]
    ) {
        self.head = head
        self.version = version
        self.milliseconds = milliseconds
        self.previous = previous
        self.fields = fields
        self.hidden = hidden
    }

    /// Checks that this is what the log holds.
    /// - Parameter hash: of the version, from an entry of the log that was checked.
    /// - Throws: `badProof`.
    package func check(hash: String) throws(PassportError) {
        guard try self.hash() == hash else {
            throw PassportError(
                .badProof,
                "Version \(version) of the passport \(head.id) is not the one of the log: a field was changed, added "
                    + "or left out."
            )
        }
    }
}

extension DigitalLink {
    /// The one way to write what the link says: `https://id.gs1.org`, the path, then the attributes in the order of
    /// their identifiers. Two links name the same thing and say the same of it exactly when their canonical forms are
    /// equal.
    package var canonical: String { Self.canonicalStem + path + query }

    /// The link on its own stem, written as the canonical one.
    package var text: String { stem + path + query }

    /// The path from the key on: `/01/09520123456788/21/4Q7ZK2M9XW3T`.
    package var path: String { path(elements.count { !$0.isAttribute }) }

    /// What the link names, then what that belongs to, up to the key: serial, lot, product. Each is a path.
    package var pathsUpward: [String] {
        let count = elements.count { !$0.isAttribute }
        return (1...count).reversed().map(path)
    }

    private func path(_ count: Int) -> String {
        var out: [UInt8] = []
        for element in elements.prefix(count) {
            out.append(contentsOf: "/\(element.identifier)/".utf8)
            PercentEncoding.append(bytes(of: element), to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    private var query: String {
        var out: [UInt8] = []
        let attributes = elements.filter(\.isAttribute).sorted { $0.identifier.description < $1.identifier.description }
        for element in attributes {
            out.append(contentsOf: "\(out.isEmpty ? "?" : "&")\(element.identifier)=".utf8)
            PercentEncoding.append(bytes(of: element), to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The element string, as a bar code holds it (GS1 General Specifications section 7.8): each identifier with its
    /// value, and `separator` after values whose length is not fixed, when another follows.
    /// - Parameter separator: the group separator of scanners unless said otherwise.
    package func elementString(separator: String = "\u{1D}") -> String {
        var text = ""
        for (index, element) in elements.enumerated() {
            text += "\(element.identifier)\(String(decoding: bytes(of: element), as: UTF8.self))"
            if index < elements.count - 1 && !element.identifier.rule.isFixed { text += separator }
        }
        return text
    }

    /// The element string for people: `(01)09520123456788(21)4Q7ZK2M9XW3T`.
    package var bracketed: String {
        elements.map { "(\($0.identifier))\(String(decoding: bytes(of: $0), as: UTF8.self))" }.joined()
    }

    /// The link in capitals, for the alphanumeric mode of QR codes (ISO/IEC 18004), which takes a quarter less room.
    /// Scheme and host may be written so; values and the path before the key may not be changed.
    /// - Throws: `badCharacter` when a value or the stem's path has small letters, or there are attributes.
    package func uppercaseText() throws(PassportError) -> String {
        let hostEnd = storage[..<stemCount].dropFirst(8).firstIndex(of: UInt8(ascii: "/")) ?? stemCount
        let kept = storage[hostEnd..<stemCount]
        guard !elements.contains(where: \.isAttribute) else {
            throw PassportError(.badCharacter, "A link with attributes has no form in capitals; leave them out.")
        }
        let values = elements.flatMap { bytes(of: $0) }
        guard !(kept + values).contains(where: { (0x61...0x7A).contains($0) }) else {
            throw PassportError(
                .badCharacter,
                "\(text) has small letters that mean something else in capitals; use capitals from the start."
            )
        }
        guard kept.allSatisfy(Self.isAlphanumeric) else {
            throw PassportError(
                .badCharacter,
                "The path before the key has characters that QR's alphanumeric mode lacks."
            )
        }
        var out = storage[..<hostEnd].map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 } + kept
        guard out.allSatisfy(Self.isAlphanumeric) else {
            throw PassportError(.badCharacter, "The host \(stem) has characters that QR's alphanumeric mode lacks.")
        }
        for element in elements {
            out.append(contentsOf: "/\(element.identifier)/".utf8)
            // The underscore may stand in a path, but is not among the alphanumeric characters.
            PercentEncoding.append(bytes(of: element), to: &out) {
                PercentEncoding.isUnreserved($0) && Self.isAlphanumeric($0)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The 45 characters of QR's alphanumeric mode, without the space.
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A: true
        default: "$%*+-./".utf8.contains(byte)
        }
    }
}

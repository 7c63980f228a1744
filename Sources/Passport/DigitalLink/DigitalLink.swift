/// A GS1 Digital Link: the web address that is printed on a product and says which piece it is (GS1 Digital Link
/// standard: URI syntax, release 1.6). What is in it was checked: identifiers, their order, lengths, characters, check
/// digits, dates, and what may stand beside what. Values of attributes are not looked up in lists of countries,
/// currencies or company prefixes.
package struct DigitalLink: Hashable, Sendable {
    /// An application identifier with its value.
    package struct Element: Hashable, Sendable {
        /// Which.
        package let identifier: ApplicationIdentifier
        /// Whether it came from the query.
        package let isAttribute: Bool
        let start: UInt16
        let end: UInt16
    }

    /// The key, its qualifiers in their order, then the attributes in the order of the query.
    package let elements: [Element]
    /// The stem, then the values with their percent-encoding undone.
    let storage: [UInt8]
    let stemCount: Int

    /// Longest link, in bytes.
    package static let maximumBytes = 2_048
    /// The stem of canonical links.
    package static let canonicalStem = "https://id.gs1.org"

    /// What links are taken beside strict ones.
    package struct Tolerance: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// A slash after the last value, which a resolver has to accept.
        package static let trailingSlash = Tolerance(rawValue: 1)
        /// GTINs of 8, 12 and 13 digits in the path, as links of 2018 had them.
        package static let shortGTIN = Tolerance(rawValue: 2)
    }

    /// Parses and checks a link.
    /// - Throws: what is wrong first, with its position.
    package init(_ text: String, tolerating tolerance: Tolerance = []) throws(PassportError) {
        self = try DigitalLinkParser.parse(text.utf8.span, tolerance)
    }

    /// Parses and checks a link of bytes.
    /// - Throws: what is wrong first, with its position.
    package init(_ bytes: [UInt8], tolerating tolerance: Tolerance = []) throws(PassportError) {
        self = try DigitalLinkParser.parse(bytes.span, tolerance)
    }

    init(elements: [Element], storage: [UInt8], stemCount: Int) {
        self.elements = elements
        self.storage = storage
        self.stemCount = stemCount
    }

    /// The link of a product, a lot of it, or one piece.
    /// - Parameters:
    ///   - stem: scheme, host and, if there is one, the path before the key: `https://id.example.com`.
    /// - Throws: `badScheme`, `badHost` or another fault of the stem.
    package init(
        stem: String,
        gtin: GTIN,
        variant: ProductVariant? = nil,
        lot: Lot? = nil,
        serial: Serial? = nil
    ) throws(PassportError) {
        var text = Array((stem.hasSuffix("/") ? stem.dropLast() : Substring(stem)).utf8)
        text.append(contentsOf: "/01/\(gtin)".utf8)
        for (code, value) in [("22", variant?.text), ("10", lot?.text), ("21", serial?.text)] {
            guard let value else { continue }
            text.append(contentsOf: "/\(code)/".utf8)
            PercentEncoding.append(Array(value.utf8)[...], to: &text)
        }
        try self.init(text)
        guard self.stem.utf8.count == text.count - path.utf8.count, elements.count > 0, self.gtin == gtin else {
            throw PassportError(.badHost, "The stem \"\(stem.prefix(80))\" has a query or a fragment; leave it out.")
        }
    }

    /// Scheme, host and the path before the key.
    package var stem: String { String(decoding: storage[..<stemCount], as: UTF8.self) }

    /// The bytes of an element's value.
    package func bytes(of element: Element) -> ArraySlice<UInt8> { storage[Int(element.start)..<Int(element.end)] }

    /// The value of an identifier, wherever it stands; nil when it does not.
    package subscript(_ identifier: ApplicationIdentifier) -> String? {
        elements.first { $0.identifier == identifier }.map { String(decoding: bytes(of: $0), as: UTF8.self) }
    }

    /// The product; nil when the key is not a GTIN.
    package var gtin: GTIN? { elements[0].identifier == .gtin ? self[.gtin].flatMap { try? GTIN($0) } : nil }
    /// The piece's serial, when the path has one.
    package var serial: Serial? { self[.serial].map(Serial.init(checked:)) }
    /// The lot, from path or query.
    package var lot: Lot? { self[.lot].map(Lot.init(checked:)) }
    /// The variant, when the path has one.
    package var variant: ProductVariant? { self[.variant].map(ProductVariant.init(checked:)) }
}

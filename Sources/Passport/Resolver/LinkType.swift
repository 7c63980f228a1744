/// What a link leads to: a term of the GS1 Web Vocabulary such as `gs1:pip`, or any URI that names a relation (RFC 8288
/// section 2.1.2).
package struct LinkType: Hashable, Sendable, CustomStringConvertible {
    /// The URI that link sets name it by.
    package let uri: String

    /// Where the terms of GS1 are. Link sets with any other beginning do not pass GS1's checks.
    package static let vocabulary = "https://ref.gs1.org/voc/"
    private static let prefix = "gs1:"
    private static let olderVocabularies = [
        "http://ref.gs1.org/voc/", "https://gs1.org/voc/", "http://gs1.org/voc/", "https://www.gs1.org/voc/",
    ]
    /// Longest text, in bytes.
    package static let maximumBytes = 200

    /// Where somebody is sent who does not say what is wanted.
    package static let defaultLink = LinkType(term: "defaultLink")
    /// The same by language, media type or context.
    package static let defaultLinkMulti = LinkType(term: "defaultLinkMulti")
    /// The digital product passport.
    package static let passport = LinkType(term: "dpp")
    /// The resolver that another one has handed a company prefix to.
    package static let handledBy = LinkType(term: "handledBy")

    private init(term: String) { uri = Self.vocabulary + term }

    /// Reads `gs1:pip`, or a URI. URIs of GS1's older vocabularies are the same term.
    /// - Throws: `malformed` when it is neither.
    package init(_ text: String) throws(PassportError) {
        guard text.utf8.count <= Self.maximumBytes, let uri = Self.uri(of: text) else {
            throw PassportError(
                .malformed,
                "\"\(text.prefix(60))\" is no link type; write a term of GS1 like gs1:pip, or a URI."
            )
        }
        self.uri = uri
    }

    private static func uri(of text: String) -> String? {
        if text.hasPrefix(prefix) { return term(text.dropFirst(prefix.count)).map { vocabulary + $0 } }
        for beginning in [vocabulary] + olderVocabularies where text.hasPrefix(beginning) {
            return term(text.dropFirst(beginning.count)).map { vocabulary + $0 }
        }
        return WebAddress.isAddress(text) ? text : nil
    }

    private static func term(_ text: Substring) -> Substring? {
        guard let first = text.utf8.first, isLetter(first), text.utf8.allSatisfy({ isLetter($0) || isDigit($0) })
        else { return nil }
        return text
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `gs1:pip`, or the URI of a term that is not GS1's.
    package var description: String {
        uri.hasPrefix(Self.vocabulary) ? Self.prefix + uri.dropFirst(Self.vocabulary.count) : uri
    }
}

extension LinkType: Codable {
    package init(from decoder: any Decoder) throws {
        self = try LinkType(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

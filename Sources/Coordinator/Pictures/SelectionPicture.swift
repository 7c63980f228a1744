import Protocol

/// The picture that an operator gave a selection.
package struct SelectionPicture: Sendable, Equatable {
    /// Its media type: what the bytes are, not what somebody said they are.
    package let type: String
    /// SHA-256 of the bytes, hex: the same picture has the same address.
    package let digest: String
    /// The file.
    package let bytes: [UInt8]

    /// Largest file, in bytes: a phone on a slow network loads a dozen of them.
    package static let maximumBytes = 262_144

    /// A picture of an uploaded file.
    /// - Throws: `invalid` when it is no PNG, JPEG or WebP. An SVG is refused: it is a document that can hold scripts.
    package init(_ bytes: [UInt8]) throws(CoordinatorError) {
        guard let type = Self.type(of: bytes) else {
            throw CoordinatorError(.invalid, "The picture is no PNG, JPEG or WebP; save it as one of these.")
        }
        self.type = type
        self.bytes = bytes
        digest = Fingerprint.sha256(bytes)
    }

    /// By the signatures that these files begin with (mimesniff.spec.whatwg.org section 6.1).
    private static func type(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return "image/webp"
        }
        return nil
    }

    /// Where customers load it: its digest makes it a new address when it changes.
    package static func path(place: String, selection: String, digest: String) -> String {
        "/m/\(place)/pictures/\(selection).\(digest.prefix(12))"
    }
}

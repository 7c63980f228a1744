import Protocol

/// A file that pages load: a style sheet, a script or a picture, embedded in the program. Its address
/// has the hash of its bytes, so that browsers may keep it for ever and still never use an old one.
package struct WebAsset: Sendable {
    /// Its file's name in `Web/Assets`, e.g. `base.css`.
    package let name: String
    /// The media type it is sent with.
    package let type: String
    /// What it holds.
    package let bytes: [UInt8]
    /// Where it is served, e.g. `/assets/base.0a1b2c3d4e5f.css`.
    package let path: String

    /// Makes an asset of a `.css`, `.js` or `.svg` file.
    init(_ name: String, _ bytes: [UInt8]) {
        let parts = name.split(separator: ".", maxSplits: 1)
        precondition(
            parts.count == 2 && Self.types[String(parts[1])] != nil,
            "an asset is a style sheet, a script or a picture"
        )
        self.name = name
        self.bytes = bytes
        type = Self.types[String(parts[1])] ?? ""
        path = "/assets/\(parts[0]).\(Fingerprint.sha256(bytes).prefix(12)).\(parts[1])"
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]
}

import Protocol

/// How a symbol is drawn.
package enum CarrierFormat: String, CaseIterable, Sendable, Codable {
    /// Lines of any size (w3.org/TR/SVG2).
    case svg
    /// Pixels, several to a module (w3.org/TR/png).
    case png

    /// The media type.
    package var mediaType: String {
        switch self {
        case .svg: "image/svg+xml"
        case .png: "image/png"
        }
    }
}

/// A link's symbol as a file, the same bytes every time it is drawn.
package struct Carrier: Sendable {
    /// The link, as it was given.
    package let link: String
    /// The symbol.
    package let symbol: CarrierSymbol
    /// How it is drawn.
    package let format: CarrierFormat
    /// The file.
    package let bytes: [UInt8]

    /// Pixels of one side of a module.
    private static let scale = 8

    /// Draws a link.
    /// - Throws: `limit` when it does not fit.
    package init(_ text: CarrierText, as symbology: Symbology, _ format: CarrierFormat) throws(CoordinatorError) {
        link = text.link
        symbol = try CarrierSymbol(text.text, as: symbology)
        self.format = format
        switch format {
        case .svg: bytes = Array(Self.svg(symbol).utf8)
        case .png: bytes = MonochromePNG.write(symbol, scale: Self.scale)
        }
    }

    /// SHA-256 of the file, 64 hex digits.
    package var digest: String { Fingerprint.sha256(bytes) }

    // The text is ASCII of URIs, in which only the ampersand means something to XML.
    private static func svg(_ symbol: CarrierSymbol) -> String {
        let (side, pixels) = (symbol.side, symbol.side * scale)
        let title = symbol.text.replacing("&", with: "&amp;")
        return #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(side) \#(side)" width="\#(pixels)" "#
            + #"height="\#(pixels)" shape-rendering="crispEdges"><title>\#(title)</title>"#
            + ##"<rect width="\##(side)" height="\##(side)" fill="#fff"/>"##
            + ##"<path d="\##(symbol.path)" fill="#000"/></svg>"##
    }
}

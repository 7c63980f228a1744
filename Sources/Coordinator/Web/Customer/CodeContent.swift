/// A QR code as templates draw it.
struct CodeContent {
    /// Modules of one side, with the light frame.
    let side: Int
    /// Pixels of one side where it is a picture of its own: whole ones per module.
    let pixels: Int
    /// The dark modules as an SVG path.
    let path: String
    /// What it says, for those who can't see it.
    let title: String

    /// - Throws: `limit` when the text does not fit.
    init(_ text: String, title: String) throws(CoordinatorError) {
        let code = try QRCode(text)
        side = code.side
        pixels = code.side * 16
        path = code.path
        self.title = title
    }
}

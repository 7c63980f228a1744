import CZint

/// A QR code (ISO/IEC 18004) as a square of dark and light modules.
struct QRCode {
    /// The modules row by row; true is dark.
    let modules: [[Bool]]

    /// Encodes a text with error correction level M: a quarter of a wallet's screen may be a reflection.
    /// - Throws: `limit` when the text does not fit.
    init(_ text: String) throws(CoordinatorError) {
        guard let symbol = ZBarcode_Create() else {
            throw CoordinatorError(.unexpected, "No memory to draw a QR code; try again.")
        }
        defer { ZBarcode_Delete(symbol) }
        symbol.pointee.symbology = BARCODE_QRCODE
        symbol.pointee.input_mode = UNICODE_MODE
        symbol.pointee.option_1 = 2
        let bytes = Array(text.utf8)
        // Warnings begin below this; a symbol with one is still right.
        guard ZBarcode_Encode(symbol, bytes, Int32(bytes.count)) < ZINT_ERROR else {
            throw CoordinatorError(.limit, "A text of \(bytes.count) bytes does not fit into a QR code.")
        }
        modules = (0..<symbol.pointee.rows).map { row in
            (0..<symbol.pointee.width).map { column in czint_is_dark(symbol, row, column) == 1 }
        }
    }

    /// The light frame that readers need around the code, in modules.
    static let quietModules = 4

    /// Modules of one side, with the frame.
    var side: Int { modules.count + 2 * Self.quietModules }

    /// The dark modules as the path of an SVG, one stroke per run.
    var path: String {
        var path = ""
        for (row, line) in modules.enumerated() {
            var column = 0
            while column < line.count {
                guard line[column] else {
                    column += 1
                    continue
                }
                let end = line[column...].firstIndex(of: false) ?? line.count
                let x = column + Self.quietModules
                path += "M\(x) \(row + Self.quietModules)h\(end - column)v1h-\(end - column)z"
                column = end
            }
        }
        return path
    }
}

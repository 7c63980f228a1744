import CZint

/// A symbol as dark and light modules.
package struct CarrierSymbol: Sendable, Hashable {
    /// Which kind.
    package let symbology: Symbology
    /// What it says, byte by byte.
    package let text: String
    /// The modules row by row; true is dark.
    package let modules: [[Bool]]

    /// Encodes a text of ASCII.
    /// - Throws: `limit` when it does not fit.
    package init(_ text: String, as symbology: Symbology) throws(CoordinatorError) {
        guard let symbol = ZBarcode_Create() else {
            throw CoordinatorError(.unexpected, "No memory to draw a symbol; try again.")
        }
        defer { ZBarcode_Delete(symbol) }
        symbol.pointee.symbology = symbology.zint
        symbol.pointee.input_mode = UNICODE_MODE
        symbol.pointee.option_1 = symbology.strength
        symbol.pointee.option_3 = symbology.shape
        let bytes = Array(text.utf8)
        // Warnings begin below this; a symbol with one is still right.
        guard ZBarcode_Encode(symbol, bytes, Int32(bytes.count)) < ZINT_ERROR else {
            throw CoordinatorError(.limit, "A text of \(bytes.count) bytes does not fit into a \(symbology.name).")
        }
        self.symbology = symbology
        self.text = text
        modules = (0..<symbol.pointee.rows).map { row in
            (0..<symbol.pointee.width).map { column in czint_is_dark(symbol, row, column) == 1 }
        }
    }

    /// Modules of one side, with the light frame.
    package var side: Int { modules.count + 2 * symbology.quietModules }

    /// Whether a module is dark, counted with the frame.
    func isDark(_ row: Int, _ column: Int) -> Bool {
        let (row, column) = (row - symbology.quietModules, column - symbology.quietModules)
        return modules.indices.contains(row) && modules[row].indices.contains(column) && modules[row][column]
    }

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
                let (x, y) = (column + symbology.quietModules, row + symbology.quietModules)
                path += "M\(x) \(y)h\(end - column)v1h-\(end - column)z"
                column = end
            }
        }
        return path
    }
}

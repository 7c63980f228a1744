import CZint

/// A kind of symbol that a link is printed as.
package enum Symbology: String, CaseIterable, Sendable, Codable {
    /// QR code (ISO/IEC 18004).
    case qr
    /// Data Matrix (ISO/IEC 16022), for small and dotted marks.
    case datamatrix

    /// Its name for people.
    package var name: String {
        switch self {
        case .qr: "QR code"
        case .datamatrix: "Data Matrix"
        }
    }

    /// The light frame that readers need, in modules.
    var quietModules: Int {
        switch self {
        case .qr: 4
        // The standard asks for one; the GS1 General Specifications repeat it, and more does no harm on paper.
        case .datamatrix: 2
        }
    }

    var zint: Int32 {
        switch self {
        case .qr: BARCODE_QRCODE
        case .datamatrix: BARCODE_DATAMATRIX
        }
    }

    /// The strength of error correction for QR (level Q of level L, M, Q, H); Data Matrix has one.
    var strength: Int32 {
        switch self {
        case .qr: 3
        case .datamatrix: -1
        }
    }

    /// The shape: any for QR, a square for Data Matrix, which readers find more easily than an oblong.
    var shape: Int32 {
        switch self {
        case .qr: 0
        case .datamatrix: DM_SQUARE
        }
    }
}

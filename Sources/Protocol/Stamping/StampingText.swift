/// The texts of stamping that come from outside, and what they may be.
package enum StampingText {
    /// Most bytes of the id of a block or a run.
    package static let idBytes = 64
    /// Most characters of a serial (AI 21) and of a lot (AI 10); GS1 General Specifications sections 3.4.1 and 3.5.2.
    package static let serialCharacters = 20

    /// Whether the text can name a block or a run: 1 to 64 letters, digits, `-`, `_`, `.` and `:`.
    package static func isID(_ text: String) -> Bool {
        (1...idBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "-_.:".utf8.contains($0) }
    }

    /// Whether the text can be a serial or a lot: 1 to 20 of the GS1 character set 82, which has no space and no quote
    /// but `"` and `'`; GS1 General Specifications figure 7.11-1.
    package static func isSerial(_ text: String) -> Bool {
        (1...serialCharacters).contains(text.utf8.count)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "!\"%&'()*+,-./:;<=>?_".utf8.contains($0) }
    }

    /// Whether the text has the shape of a GTIN: 14 digits. The check digit is the business of whoever issues it.
    package static func isGTIN(_ text: String) -> Bool {
        text.utf8.count == 14 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

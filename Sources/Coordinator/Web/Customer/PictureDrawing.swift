/// The picture of a selection: what an operator gave, else a tint and a letter made from its name, so that the same
/// thing looks the same every day and nothing is loaded from anywhere.
struct PictureDrawing {
    /// How many tints `customer.css` has.
    static let tints: UInt32 = 6

    let tint: UInt32
    /// Where the round shape stands, in the units of the 320 wide drawing.
    let shape: UInt32
    let letter: String

    init(name: String) {
        // FNV-1a: the same on every computer and in every run.
        let hash = name.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
        tint = hash % Self.tints
        shape = 40 + hash / 7 % 240
        letter = name.first { $0.isLetter || $0.isNumber }.map { String($0).uppercased() } ?? "·"
    }
}

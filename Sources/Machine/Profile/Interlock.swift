/// Something that must be safe before and while a motor turns. It is wired normally closed, so that a cut wire reads
/// like an open door: `active` is safe, `inactive` is not.
package struct Interlock: Codable, Sendable, Equatable {
    /// What the interlock watches.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// A door or a service hatch.
        case door
        /// A tilt or shock contact.
        case tilt
    }

    /// Its name in evidence and fault scripts, such as `door`.
    package var id: String
    /// What it watches.
    package var kind: Kind
    /// The input; active means safe.
    package var input: InputLine
    /// The ids of the lanes that may not run while it is open.
    package var blocks: [String]

    /// An interlock with all its parts.
    package init(id: String, kind: Kind, input: InputLine, blocks: [String]) {
        self.id = id
        self.kind = kind
        self.input = input
        self.blocks = blocks
    }
}

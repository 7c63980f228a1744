/// Which identifiers may begin the path of a link, and which may follow them: any of one list, in the list's order (GS1
/// Digital Link standard: URI syntax, section 4.5).
enum KeyQualifiers {
    /// The lists of a key; nil when it is no primary key.
    @inline(__always)
    static func lists(of key: ApplicationIdentifier) -> [[UInt16]]? {
        switch key.code {
        case 1: ofGTIN
        case 8006: ofPiece
        case 414: ofLocation
        case 415: ofPayment
        case 417, 8004: ofParty
        case 8010: ofComponent
        case 8017, 8018: ofService
        case 0, 253, 255, 401, 402, 8003, 8013: none
        default: nil
        }
    }

    private static let none: [[UInt16]] = [[]]
    private static let ofGTIN: [[UInt16]] = [[22, 10, 21], [235]]
    private static let ofPiece: [[UInt16]] = [[22, 10, 21]]
    private static let ofLocation: [[UInt16]] = [[254], [7040]]
    private static let ofPayment: [[UInt16]] = [[8020]]
    private static let ofParty: [[UInt16]] = [[7040]]
    private static let ofComponent: [[UInt16]] = [[8011]]
    private static let ofService: [[UInt16]] = [[8019]]
}

/// What happens to a serial.
package enum SerialEvent: Hashable, Sendable {
    /// A brand takes it into its production.
    case assign
    /// It is granted to a machine in a block.
    case allocate
    /// It was written.
    case encode
    /// It was read back from the product.
    case commission
    /// What it stands on is kept as a sample.
    case sample
    /// What it stands on is unusable, or may be.
    case scrap(ScrapReason)
    /// It comes back unused.
    case giveBack
    /// The product left production.
    case release
    /// The product is no longer in use.
    case retire
    /// What it stands on was destroyed.
    case destroy
    /// It was wrong from the start: a number that was never to exist.
    case invalidate

    /// One event of each kind, in the order of a life; scrapping with every reason.
    package static let all: [SerialEvent] =
        [.assign, .allocate, .encode, .commission, .sample] + ScrapReason.allCases.map { .scrap($0) }
        + [.giveBack, .release, .retire, .destroy, .invalidate]

    /// The event in a word.
    package var name: String {
        switch self {
        case .assign: "assign"
        case .allocate: "allocate"
        case .encode: "encode"
        case .commission: "commission"
        case .sample: "sample"
        case .scrap: "scrap"
        case .giveBack: "give back"
        case .release: "release"
        case .retire: "retire"
        case .destroy: "destroy"
        case .invalidate: "invalidate"
        }
    }
}

/// Why a serial was scrapped.
package enum ScrapReason: String, CaseIterable, Codable, Sendable {
    /// Nobody knows whether it was written: the intent is on disk and no outcome is.
    case inDoubt
    /// It was written, and could not be read back.
    case unreadable
    /// What was read back is another text.
    case mismatch
    /// It was read, but its grade is below what was asked.
    case badGrade
    /// The product was damaged or rejected.
    case productRejected
    /// A person said so.
    case byHand
}

extension AccountRole {
    /// Which side of an account its balance is normally on.
    package enum Side: String, Hashable, Sendable {
        /// What we have or are missing.
        case debit
        /// What we owe or earned.
        case credit
    }

    /// The normal side. An order account may show debits set aside above its credits while a hold is pending.
    package var side: Side {
        switch self {
        case .rail, .suspense, .loss: .debit
        case .order, .sales, .credit, .refundDue, .rounding: .credit
        }
    }

    /// The ledger's number of the role; never renumbered.
    package var code: UInt16 {
        switch self {
        case .rail: 100
        case .order: 200
        case .credit: 210
        case .refundDue: 220
        case .suspense: 300
        case .sales: 400
        case .rounding: 410
        case .loss: 500
        }
    }

    /// What it holds and what brings it to zero, in one sentence each.
    package var explanation: String {
        switch self {
        case .rail: "What the rail has for us. Compared with the node's or wallet's own balance."
        case .order: "What customers paid towards open orders. Every sale that is over leaves nothing here."
        case .sales: "What was delivered and paid, or charged to suspense."
        case .credit: "What customers paid too much in time, or took instead of a refund."
        case .refundDue: "What must be paid back. Zero when the operators' queue holds no refunds."
        case .suspense:
            "Deliveries, certain or in doubt, whose hold had to be given back. A person collects or writes off."
        case .rounding: "Whole minor units that came together from remainders below the minor unit."
        case .loss: "What reorganisations took back after goods or a refund were given, and what a person wrote off."
        }
    }

    /// The text an account's id derives from: hash it with SHA-256 and keep the first 16 bytes.
    package func idText(owner: String, asset: String) -> String { "account/\(asset)/\(rawValue)/\(owner)" }
}

package import Ledger

/// The accounts of one owner and asset. `docs/generated/chart-of-accounts.md` is printed from here.
package enum ChartOfAccounts {
    /// The account of a role, such as `acme/sales/LTC`.
    package static func id(_ role: AccountRole, owner: String, asset: String) -> AccountID {
        AccountID("\(owner)/\(role.rawValue)/\(asset)")
    }

    /// Every account of an owner and asset. Creating them again is answered `exists`.
    package static func accounts(owner: String, asset: String) -> [Account] {
        AccountRole.allCases.map { role in
            Account(
                id: id(role, owner: owner, asset: asset),
                owner: owner,
                ledger: asset,
                code: role.rawValue,
                flags: role.limit
            )
        }
    }
}

extension AccountRole {
    /// Which side of an account its balance is normally on.
    package enum Side: String, Hashable, Sendable {
        /// What we have or are missing.
        case debit
        /// What we owe or earned.
        case credit
    }

    /// The normal side.
    package var side: Side {
        switch self {
        case .rail, .suspense, .loss: .debit
        case .order, .sales, .credit, .refundDue, .rounding, .unclaimed: .credit
        }
    }

    /// The limit the ledger itself keeps, so that a defect can't pay out what is not owed. A rail has none: a refund
    /// may be paid from elsewhere and a reorganisation may take what was spent. An order has none: what is set aside
    /// for a held payment is more than what is posted.
    package var limit: AccountFlags {
        switch self {
        case .credit, .refundDue, .unclaimed: .debitsMustNotExceedCredits
        case .suspense, .loss: .creditsMustNotExceedDebits
        case .rail, .order, .sales, .rounding: []
        }
    }

    /// What it holds.
    package var explanation: String {
        switch self {
        case .rail: "What the rail has for us. Compared with the node's or wallet's own balance."
        case .order: "What customers paid towards open orders. A sale that is over leaves nothing here."
        case .sales: "What was delivered, whether paid or charged to suspense."
        case .credit: "What customers paid too much in time, or took instead of a refund."
        case .refundDue: "What must be paid back. Zero when no refund is in the operators' queue."
        case .suspense:
            "Deliveries, certain or in doubt, whose hold had to be given back. A person collects or writes off."
        case .rounding: "Whole minor units that came together from remainders below the minor unit."
        case .unclaimed:
            "What was paid for orders that a restored database does not know. A person settles each payment."
        case .loss: "What reorganisations took back after goods or a refund were given, and what a person wrote off."
        }
    }
}

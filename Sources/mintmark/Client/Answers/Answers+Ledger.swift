extension Answers {
    /// `GET /v1/ledger/check`.
    struct LedgerCheck: Decodable, Sendable {
        /// What is not right.
        struct Finding: Decodable, Sendable {
            let kind: String
            let subject: String
            let text: String
        }

        let balanced: Bool
        let findings: [Finding]
    }

    /// `GET /v1/ledger/accounts`.
    struct Accounts: Decodable, Sendable {
        /// An account; amounts in minor units.
        struct Account: Decodable, Sendable {
            let id: String
            let owner: String
            let asset: String
            let role: String
            let debitsPending: String
            let debitsPosted: String
            let creditsPending: String
            let creditsPosted: String
        }

        let accounts: [Account]
        let next: String?
    }

    /// `GET /v1/ledger/transfers`.
    struct Transfers: Decodable, Sendable {
        /// A transfer; the amount in minor units.
        struct Transfer: Decodable, Sendable {
            let id: String
            let debit: String
            let credit: String
            let amount: String
            let asset: String
            let step: String
            let sale: String
            let kind: String
            let pending: String?
        }

        let transfers: [Transfer]
        let next: String?
    }
}

/// What fills `operator-ledger.mustache`.
struct LedgerPage: Sendable {
    struct AccountRow: Sendable {
        let name: String
        let explanation: String
        let path: String
        let balance: String
        let pending: String?
    }

    struct Book: Sendable {
        let asset: String
        let isPlayMoney: Bool
        let balance: Badge
        let accounts: [AccountRow]
    }

    let books: [Book]
    let isEmpty: Bool
    let transfers: [TransferRow]
}

/// One transfer.
struct TransferRow: Sendable {
    let at: PageTime
    let amount: String
    let kind: Badge
    let step: String
    let from: String
    let fromPath: String
    let to: String
    let toPath: String
    let sale: String?
    let salePath: String?
}

/// What fills `operator-account.mustache`.
struct AccountPage: Sendable {
    let name: String
    let explanation: String
    let id: String
    let asset: String
    let balance: String
    let debitsPosted: String
    let creditsPosted: String
    let debitsPending: String
    let creditsPending: String
    let transfers: [TransferRow]
    let isEmpty: Bool
    let next: String?
    let first: String?
}

/// What fills `operator-check.mustache`.
struct CheckPage: Sendable {
    struct Finding: Sendable {
        let kind: String
        let subject: String
        let text: String
    }

    let isRight: Bool
    let findings: [Finding]
    let at: PageTime
}

/// What fills `operator-events.mustache`.
struct EventsPage: Sendable {
    let rows: [EventRow]
    let isEmpty: Bool
    let kind: String
    let subject: String
    let kinds: [SalesPage.Option]
    let isNarrow: Bool
    let trouble: String?
    let next: String?
    let first: String?
}

/// What fills `operator-alarms.mustache`.
struct AlarmsPage: Sendable {
    struct Row: Sendable {
        let id: String
        let title: String
        let code: String
        let text: String
        let subject: String
        let subjectPath: String?
        let at: PageTime
        let count: Int64
        let isRepeated: Bool
        let acknowledged: PageTime?
        let path: String
        let canAcknowledge: Bool
    }

    let rows: [Row]
    let isEmpty: Bool
    let showsOpen: Bool
    let next: String?
    let trouble: String?
}

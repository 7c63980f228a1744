/// What fills `operator-sales.mustache`.
struct SalesPage: Sendable {
    struct Row: Sendable {
        let id: String
        let short: String
        let path: String
        let at: PageTime
        let name: String
        let place: String
        let price: String
        let state: Badge
    }

    struct Option: Sendable {
        let value: String
        let name: String
        let isSelected: Bool
    }

    let rows: [Row]
    let isEmpty: Bool
    let isNarrow: Bool
    let places: [Option]
    let states: [Option]
    let text: String
    let from: String
    let to: String
    let trouble: String?
    let next: String?
    let first: String?
}

/// What a person can decide about a sale: the forms of `operator-decision.mustache`.
struct DecisionForm: Sendable {
    let path: String
    let back: String
    /// Makes the ids of its fields differ from those of other forms of the page.
    let number: String
    let resolves: Bool
    let refunds: Bool
    let writesOff: Bool
    let owed: String
    /// Whether the less usual form is shown at once, since it is the one that failed.
    let keepsOpen: Bool
    let note: String
    let reference: String
    let amount: String
    let unit: String
    let trouble: String?
}

/// What fills `operator-waiting.mustache`.
struct WaitingPage: Sendable {
    struct Item: Sendable {
        let id: String
        let short: String
        let path: String
        let name: String
        let place: String
        let placePath: String
        let lane: String
        let price: String
        let reasons: [Reason]
        let decision: DecisionForm?
    }

    struct Reason: Sendable {
        let name: String
        let step: String
        let since: PageTime
    }

    struct Queue: Sendable {
        let id: String
        let title: String
        let explanation: String
        let items: [Item]
        let hasMore: Bool
    }

    let queues: [Queue]
    let isEmpty: Bool
}

/// What fills `operator-sale.mustache`.
struct SalePage: Sendable {
    struct Fact: Sendable {
        let name: String
        let value: String
    }

    struct PaymentRow: Sendable {
        let reference: String
        let amount: String
        let state: String
        let confirmations: Int64
        let booking: String
        let isLate: Bool
    }

    let id: String
    let name: String
    let place: String
    let placePath: String
    let machine: String
    let machinePath: String
    let lane: String
    let rail: String
    let state: Badge
    let goods: String
    let money: String
    let price: String
    let amount: String
    let isPlayMoney: Bool
    let at: PageTime
    let changed: PageTime
    let trace: String
    let command: String?
    let facts: [Fact]
    let reasons: [WaitingPage.Reason]
    let isWaiting: Bool
    let decision: DecisionForm?
    let payments: [PaymentRow]
    let hasPayments: Bool
    let timeline: [TimelineRow]
    let address: String?
}

/// One moment of a sale's life.
struct TimelineRow: Sendable {
    let at: PageTime
    /// Where it comes from: `Sale`, `Payment`, `Machine`, `Books`, `Person`.
    let source: String
    /// The same as a class of the style sheet.
    let tone: String
    let title: String
    let facts: [EventRow.Fact]
    /// Signed bytes as they came, for whoever checks them.
    let proof: String?
}

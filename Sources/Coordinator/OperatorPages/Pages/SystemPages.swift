/// What fills `operator-recovery.mustache`.
struct RecoveryPage: Sendable {
    struct MachineRow: Sendable {
        let name: String
        let path: String
        let standing: Badge
        let text: String
        let missing: Int64
        let recovered: Int64
        let closePath: String?
        let note: String?
    }

    struct PaymentRow: Sendable {
        let reference: String
        let amount: String
        let seen: PageTime
        let settlePath: String?
    }

    let isOpen: Bool
    let sentence: String
    let generation: Int64
    let began: PageTime
    let ended: PageTime?
    let note: String?
    let machines: [MachineRow]
    let hasMachines: Bool
    let payments: [PaymentRow]
    let hasPayments: Bool
    let canClose: Bool
    let trouble: String?
    let typed: String
}

/// What fills `operator-webhooks.mustache`.
struct WebhooksPage: Sendable {
    struct Row: Sendable {
        let id: String
        let name: String
        let host: String
        let kinds: String
        let state: Badge
        let reason: String?
        let answer: String?
        let last: PageTime?
        let deadLetters: Int64
        let hasDeadLetters: Bool
        let path: String
        let isActive: Bool
    }

    let rows: [Row]
    let isEmpty: Bool
    let canWrite: Bool
}

/// What fills `operator-audit.mustache`.
struct AuditPage: Sendable {
    struct Row: Sendable {
        let number: Int64
        let at: PageTime
        let actor: String
        let title: String
        let action: String
        let subject: String
        let subjectPath: String?
    }

    let rows: [Row]
    let isEmpty: Bool
    let count: Int64
    let head: String
    let next: String?
    let first: String?
}

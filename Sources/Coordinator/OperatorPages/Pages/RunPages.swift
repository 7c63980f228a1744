/// What fills `operator-runs.mustache`.
struct RunsPage: Sendable {
    struct Row: Sendable {
        let path: String
        let product: String
        let machine: String
        let standing: Badge
        let made: String
        let scrapped: Int64
        let ordered: PageTime
    }

    /// One choice of a list.
    struct Choice: Sendable {
        let value: String
        let name: String
    }

    let rows: [Row]
    let hasRows: Bool
    let products: [Choice]
    let machines: [Choice]
    let canOrder: Bool
    let canMakeProduct: Bool
    let trouble: String?
    let gtin: String
    let name: String
    let lot: String
    let count: String
    let next: String?
}

/// What fills `operator-run.mustache`.
struct RunPage: Sendable {
    struct Unit: Sendable {
        let unit: Int64
        let serial: String
        let passport: String?
        let standing: Badge
        let detail: String?
        let at: PageTime
    }

    /// What may be asked for now.
    struct Action: Sendable {
        let path: String
        let name: String
        let isGrave: Bool
    }

    let id: String
    let product: String
    let gtin: String
    let lot: String?
    let machine: String
    let machinePath: String
    let standing: Badge
    let reason: String?
    let waits: String?
    let count: Int64
    let commissioned: Int64
    let scrapped: Int64
    let unusable: Int64
    let serialsLeft: Int64
    let isOpen: Bool
    let canGrant: Bool
    let grant: String
    let ordered: PageTime
    let since: PageTime
    let ended: PageTime?
    let actions: [Action]
    let units: [Unit]
    let hasUnits: Bool
    let trouble: String?
}

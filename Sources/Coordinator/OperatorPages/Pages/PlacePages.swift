/// What fills `operator-places.mustache`.
struct PlacesPage: Sendable {
    struct Row: Sendable {
        let name: String
        let slug: String
        let path: String
        let opening: Badge
        let machine: Badge
        let machineName: String?
        let selections: Int
        let stock: Badge
        let units: Int64
    }

    let rows: [Row]
    let isEmpty: Bool
    let canWrite: Bool
    let trouble: String?
    let newName: String
    let newSlug: String
}

/// What fills `operator-place.mustache`.
struct PlacePageContent: Sendable {
    struct LaneRow: Sendable {
        let lane: String
        let field: String
        let path: String
        let names: String
        let state: Badge
        let fault: String?
        let count: String
        /// What the form showed when it was opened.
        let shown: String
        let reserved: Int64
        let isEnabled: Bool
        let isFaulted: Bool
    }

    struct PriceRow: Sendable {
        let id: String
        let name: String
        let lane: String
        let price: String
    }

    struct MachineOption: Sendable {
        let id: String
        let name: String
        let isSelected: Bool
    }

    let name: String
    let slug: String
    let path: String
    let shop: String
    let isOpen: Bool
    let opening: Badge
    let machine: Badge
    let machineName: String?
    let machinePath: String?
    let machines: [MachineOption]
    let hasMachine: Bool
    let prices: [PriceRow]
    let hasPrices: Bool
    let lanes: [LaneRow]
    let hasLanes: Bool
    let canWrite: Bool
    let events: [EventRow]
    let showsEvents: Bool
    let stockTrouble: String?
    let machineTrouble: String?
    let openingTrouble: String?
}

/// What fills `operator-prices.mustache`.
struct PricesPage: Sendable {
    struct Line: Sendable {
        let index: Int
        let number: Int
        let id: String
        let name: String
        let lane: String
        let price: String
    }

    let name: String
    let path: String
    let currency: String
    let lines: [Line]
    let count: Int
    let trouble: String?
}

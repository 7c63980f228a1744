import Database
import Ledger

/// What fills `operator-overview.mustache`.
struct OverviewPage: Sendable {
    struct Need: Sendable {
        let tone: String
        let title: String
        let step: String
        let path: String
        let since: PageTime?
    }

    struct Tile: Sendable {
        let name: String
        let value: String
        let detail: String
    }

    struct RangeLink: Sendable {
        let name: String
        let path: String
        let isCurrent: Bool
    }

    struct PlaceRow: Sendable {
        let name: String
        let path: String
        let filter: String
        let sales: Int64
        let success: String
        let machine: Badge
        let stock: Badge
    }

    let sentence: String
    let isAllRight: Bool
    let needs: [Need]
    let tiles: [Tile]
    let showsSales: Bool
    let ranges: [RangeLink]
    let range: String
    let words: String
    let place: String?
    let placeOptions: [PlaceOption]
    let charts: [ChartDrawing]
    let lines: [LineRow]
    let showsLines: Bool
    let showsStations: Bool
    let places: [PlaceRow]
    let showsPlaces: Bool
    let money: [MoneyRow]
    let showsMoney: Bool

    struct PlaceOption: Sendable {
        let slug: String
        let name: String
        let isSelected: Bool
    }

    struct MoneyRow: Sendable {
        let asset: String
        let sold: String
        let held: String
        let owed: String
        let suspense: String
        let isPlayMoney: Bool
    }
}

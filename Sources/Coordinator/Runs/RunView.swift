import Passport
import Protocol

/// A run in JSON.
struct RunView: Encodable {
    let id: String
    let gtin: String
    let lot: String?
    let count: Int64
    let machine: String
    let owner: String
    let state: RunState
    let asked: RunProgress.Request?
    let reason: String?
    let since: Int64
    let commissioned: Int64
    let scrapped: Int64
    let unusable: Int64
    let createdAt: Int64
    let endedAt: Int64?

    init(_ run: RunRecord) {
        id = run.id
        gtin = run.gtin.description
        lot = run.lot?.text
        count = run.count
        machine = run.machine
        owner = run.owner
        state = run.progress.state
        asked = run.progress.asked
        reason = run.progress.reason
        since = run.since
        commissioned = run.commissioned
        scrapped = run.scrapped
        unusable = run.unusable
        createdAt = run.createdAt
        endedAt = run.endedAt
    }
}

/// A unit of a run in JSON: a serial that left its block.
struct UnitView: Encodable {
    let unit: Int64
    let serial: String
    let state: SerialState
    let reason: ScrapReason?
    let detail: String?
    let at: Int64

    init(_ record: SerialRecord) {
        unit = record.unit ?? 0
        serial = record.serial.text
        state = record.state
        reason = record.reason
        detail = record.detail
        at = record.changedAt
    }
}

import Passport

/// A product in JSON.
struct ProductView: Encodable {
    let gtin: String
    let owner: String
    let name: String
    let serialDigits: Int?
    let issued: Int64
    let oneGuessHits: String
    let guessing: String
    let passport: JSONValue?

    init(_ product: Product) {
        gtin = product.gtin.description
        owner = product.owner
        name = product.name
        serialDigits = if case .numbers(let digits, _) = product.form { digits } else { nil }
        issued = product.issued
        oneGuessHits = String(product.guessRisk.perGuess)
        guessing = product.guessRisk.description
        passport = product.passport?.json
    }
}

/// A block in JSON, with how many of its serials are in which state.
struct BlockView: Encodable {
    let id: String
    let gtin: String
    let owner: String
    let machine: String
    let run: String?
    let count: Int64
    let state: SerialBlockRecord.Standing
    let serials: [String: Int64]
    let createdAt: Int64

    init(_ block: SerialBlockRecord, in work: Work) throws {
        id = block.id
        gtin = block.gtin.description
        owner = block.owner
        machine = block.machine
        run = block.run
        count = block.count
        state = block.standing
        createdAt = block.createdAt
        serials = Dictionary(
            uniqueKeysWithValues: try SerialBook.counts(block: block.id, in: work).map { ($0.key.rawValue, $0.value) }
        )
    }
}

/// A serial in JSON, with its life.
struct SerialView: Encodable {
    struct Step: Encodable {
        let event: String
        let state: SerialState
        let actor: String
        let at: Int64
    }

    let gtin: String
    let serial: String
    let block: String
    let state: SerialState
    let stateNumber: Int
    let reason: ScrapReason?
    let detail: String?
    let run: String?
    let unit: Int64?
    let steps: [Step]

    init(_ record: SerialRecord, steps: [SerialBook.Step]) {
        gtin = record.gtin.description
        serial = record.serial.text
        block = record.block
        state = record.state
        stateNumber = record.state.number
        reason = record.reason
        detail = record.detail
        run = record.run
        unit = record.unit
        self.steps = steps.map { Step(event: $0.event, state: $0.state, actor: $0.actor, at: $0.at) }
    }
}

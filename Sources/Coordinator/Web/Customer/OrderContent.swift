/// What the page of an order shows.
struct OrderContent {
    /// One step.
    struct Step {
        let name: String
        let standing: String
        let said: String
        let isCurrent: Bool
    }

    let id: String
    let path: String
    let placePath: String
    let events: String
    let revision: Int64
    let finalStatuses: String
    let name: String
    let price: String
    let isPlayMoney: Bool
    let tone: String
    let sign: String
    let headline: String
    let sentences: [String]
    let steps: [Step]
    let payment: PaymentContent?
    let isOver: Bool
    let picture: String?
    let tint: UInt32
    let shape: UInt32
    let letter: String

    /// - Parameter picture: where the picture of what was chosen is; nil when nobody gave one.
    init(_ record: SaleRecord, picture: String?, now: Moment, _ language: Language) {
        let status = OrderStatus(record)
        let story = OrderStory(record, language)
        let terms = record.quoteTerms
        id = record.id
        path = "/o/\(record.id)"
        placePath = "/m/\(record.place)"
        events = "/v1/orders/\(record.id)/events"
        revision = record.revision
        finalStatuses = OrderStatus.allCases.filter(\.isFinal).map(\.rawValue).joined(separator: " ")
        name = record.selectionName
        price = language.amount(terms.priceMinor, terms.currency)
        isPlayMoney = terms.asset.isPlayMoney
        tone = story.tone.rawValue
        sign = Self.sign(story.tone)
        headline = story.headline
        sentences = story.sentences
        steps = story.steps.map { step in
            Step(
                name: step.phrase.text(language),
                standing: step.standing.rawValue,
                said: step.standing.phrase.text(language),
                isCurrent: step.standing == .now
            )
        }
        payment = PaymentContent(record, status, now: now, language)
        isOver = status.isFinal
        self.picture = picture
        let drawing = PictureDrawing(name: record.selectionName)
        tint = drawing.tint
        shape = drawing.shape
        letter = drawing.letter
    }

    /// The sign in the circle: a tick, three points, a mark of attention.
    private static func sign(_ tone: OrderStory.Tone) -> String {
        switch tone {
        case .good: "m14 25 7 7 14-15"
        case .asking, .working: "M14 24h.1M24 24h.1M34 24h.1"
        case .careful: "M24 13v13M24 33.5v.5"
        }
    }
}

extension OrderStep.Standing {
    /// How the step stands, in a word.
    var phrase: StepPhrase {
        switch self {
        case .done: .done
        case .now: .now
        case .next: .next
        case .stopped: .stopped
        }
    }
}

/// What a page says when something did not work.
struct ProblemContent {
    let headline: String
    let advice: String

    init(_ code: CoordinatorErrorCode, _ language: Language) {
        let (headline, advice) = Self.texts(code)
        self.headline = headline.text(language)
        self.advice = advice.text(language)
    }

    private static func texts(_ code: CoordinatorErrorCode) -> (headline: ProblemPhrase, advice: any Phrase) {
        switch code {
        case .notFound: (.notFound, ProblemPhrase.notFoundAdvice)
        case .soldOut: (.soldOut, ReadinessRefusal.soldOut)
        case .machineOffline: (.machine, ReadinessRefusal.machineOffline)
        case .machineNotAllowed: (.machine, ReadinessRefusal.machineNotAllowed)
        case .laneFaulted: (.lane, ReadinessRefusal.laneFaulted)
        case .placeClosed: (.closed, PlacePhrase.nothingSold)
        case .railUnavailable: (.rail, ProblemPhrase.railAdvice)
        case .notReady, .tooManyRequests: (.busy, ProblemPhrase.busyAdvice)
        case .invalid, .conflict, .limit, .unauthorised, .forbidden, .methodNotAllowed, .notAcceptable,
            .unsupportedMediaType, .keyReused:
            (.invalid, ProblemPhrase.invalidAdvice)
        case .storageFull, .unexpected: (.unexpected, ProblemPhrase.unexpectedAdvice)
        }
    }
}

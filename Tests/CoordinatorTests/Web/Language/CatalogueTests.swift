import Testing

@testable import Coordinator

@Suite("The catalogue")
struct CatalogueTests {
    private static let topics: [any Phrase.Type] =
        PhraseBook.topics + [
            OrderStatus.self, ProblemPhrase.self, ReadinessRefusal.self, StepPhrase.self, StoryPhrase.self,
        ]

    private static func phrases<Topic: Phrase>(_ topic: Topic.Type) -> [(key: String, wording: Wording)] {
        topic.allCases.map { (key: "\(topic).\($0.rawValue)", wording: $0.wording) }
    }

    private static var wordings: [(key: String, wording: Wording)] {
        topics.flatMap { phrases($0) }
            + OrderStatus.allCases.map { (key: "headline.\($0)", wording: $0.headline) }
            + ReadinessRefusal.allCases.map { (key: "label.\($0)", wording: $0.label) }
            + Quantity.allCases.flatMap {
                [(key: "\($0).one", wording: $0.wordings.one), (key: "\($0).other", wording: $0.wordings.other)]
            }
    }

    private static func placeholders(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{(\w+)\}/).map { String($0.output.1) })
    }

    @Test func hasEveryTextInEveryLanguage() {
        #expect(Self.wordings.count > 90)
        for (key, wording) in Self.wordings {
            for language in Language.allCases {
                let text = wording.text(language)
                #expect(!text.isEmpty, "\(key) has no \(language)")
                #expect(text == text.split(separator: " ").joined(separator: " "), "\(key) has stray spaces")
                #expect(!text.contains("<"), "\(key) is text, not markup")
            }
        }
    }

    @Test func fillsTheSamePlaceholdersInEveryLanguage() {
        for (key, wording) in Self.wordings {
            let english = Self.placeholders(wording.text(.english))
            // "1 more minute" may spell its number out.
            let isOne = key.hasSuffix(".one")
            for language in Language.allCases where !isOne {
                #expect(Self.placeholders(wording.text(language)) == english, "\(key) in \(language)")
            }
        }
    }

    @Test func endsASentenceInEveryLanguageOrInNone() {
        for (key, wording) in Self.wordings {
            let ends = Set(Language.allCases.map { ".!?".contains(wording.text($0).last ?? " ") })
            #expect(ends.count == 1, "\(key)")
        }
    }

    @Test func hasEachKeyOfTheTemplatesOnce() {
        let keys = PhraseBook.topics.flatMap { Self.phrases($0) }.map { $0.key.split(separator: ".").last ?? "" }
        #expect(Set(keys).count == keys.count)
    }

    @Test func countsInTheFormOfTheNumber() {
        #expect(Quantity.minutes.text(1, .english) == "1 more minute")
        #expect(Quantity.minutes.text(2, .english) == "2 more minutes")
        #expect(Quantity.minutes.text(0, .german) == "noch 0 Minuten")
        #expect(Quantity.left.text(1, .german) == "Nur noch eins")
        #expect(Quantity.left.text(3, .english) == "Only 3 left")
        #expect(Quantity.confirmations.text(0, needed: 1, .english) == "0 of 1 confirmation")
        #expect(Quantity.confirmations.text(1, needed: 6, .german) == "1 von 6 Bestätigungen")
    }

    @Test func fillsPlaceholdersIn() {
        #expect(PlacePhrase.buyThis.text(.german, ["name": "{price}", "price": "1"]) == "Kaufen: {price}, 1")
        #expect(PlacePhrase.buyThis.text(.english, ["name": "Tea", "price": "€1.00"]) == "Buy: Tea, €1.00")
    }
}

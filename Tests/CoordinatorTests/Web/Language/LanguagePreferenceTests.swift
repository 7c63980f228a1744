import Testing

@testable import Coordinator

@Suite("Language preference")
struct LanguagePreferenceTests {
    /// RFC 9110 sections 12.4.2 and 12.5.4.
    @Test(arguments: [
        ("de", Language.german),
        ("de-DE,de;q=0.9,en;q=0.8", .german),
        ("de-CH-1996", .german),
        ("DE-de", .german),
        ("en-GB,en;q=0.9,de;q=0.8", .english),
        ("fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4", .german),
        ("en;q=0.4,de;q=0.5", .german),
        ("en;q=0.5;de", .english),
        ("fr", .english),
        ("fr,*;q=0.5", .english),
        ("*,en;q=0", .german),
        ("en;q=0,*;q=0.1", .german),
        ("de;q=0", .english),
        ("de;q=0.001", .german),
        ("de ; q=0.7 , en ; q=0.6", .german),
        ("de;q=1.000", .german),
        ("", .english),
    ])
    func isFound(_ header: String, _ language: Language) {
        #expect(Language.preferred(by: header) == language)
    }

    @Test(arguments: [
        "de;q=2", "de;q=1.5", "de;q=0.1234", "de;q=", "de;q=-1", "de;q=x", ";;;", ",,,", "de;level=1;q=1", "q=1",
        "d e ,",
        "de;q=0.5.5", "dé",
    ])
    func isEnglishForWhatCannotBeRead(_ header: String) {
        #expect(Language.preferred(by: header) == .english)
    }

    @Test func isBoundedForAHugeHeader() {
        let header = String(repeating: "fr;q=0.1,", count: 100_000) + "de"
        #expect(Language.preferred(by: header) == .english)
        #expect(Language.preferred(by: nil) == .english)
    }
}

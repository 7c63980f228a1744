import Passport
import Testing

@Suite("Media preferences")
struct MediaPreferencesTests {
    /// Header, media type, weight (RFC 9110 section 12.5.1, whose example is the last header).
    private static let table: [(header: String, type: String, weight: Int)] = [
        ("text/html", "text/html", 1_000), ("text/html", "application/json", 0), ("TEXT/HTML", "text/html", 1_000),
        ("text/*", "text/html", 1_000), ("text/*;q=0.5", "application/json", 0), ("*/*;q=0.25", "image/png", 250),
        ("*/*, text/html;q=0", "text/html", 0), ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html", 700),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/plain", 300),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "image/jpeg", 500),
        ("text/html;level=1, text/html;q=0.4", "text/html", 400),
        ("text/html;level=1, text/html;q=0.4", "text/html;level=1", 1_000),
        ("text/html ; q=0.125", "text/html", 125), ("text/html;q=1.5", "text/html", 0),
        ("text/html;q=0.1234", "text/html", 0), ("text/html;q=x, */*", "text/html", 1_000), ("", "text/html", 0),
        (",,;q=1,text/html", "text/html", 1_000), ("text/html;q=1;ext=2", "text/html", 1_000),
    ]

    @Test(arguments: table.indices) func weighs(_ index: Int) {
        let row = Self.table[index]
        #expect(MediaPreferences(row.header).weight(of: row.type) == row.weight, "\(row.header) of \(row.type)")
    }

    @Test func prefersOnlyWhatIsNamedAndNothingIsWantedMore() {
        let type = "application/linkset+json"
        for header in [type, "\(type), text/html", "\(type);q=0.5, */*;q=0.1", "text/html;q=0.2, \(type);q=0.3"] {
            #expect(MediaPreferences(header).prefers(type), "\(header)")
        }
        for header in ["*/*", "application/*", "text/html, \(type);q=0.9", "*/*, \(type);q=0.5", "\(type);q=0", ""] {
            #expect(!MediaPreferences(header).prefers(type), "\(header)")
        }
    }

    @Test func tellsMediaTypes() {
        for type in ["text/html", "application/vc+jwt", "text/html; charset=utf-8"] {
            #expect(MediaPreferences.isMediaType(type))
        }
        for type in ["", "text", "text/", "/html", "a/b/c", "text/ht ml", "text/html\n"] {
            #expect(!MediaPreferences.isMediaType(type), "\(type)")
        }
    }
}

@Suite("Language preferences")
struct LanguagePreferencesTests {
    private static let table: [(header: String, language: String, weight: Int)] = [
        ("de", "de", 1_000), ("de", "fr", 0), ("DE-ch", "de-CH", 1_000), ("de-CH;q=0.7", "de", 700),
        ("de;q=0.6", "de-AT", 600), ("de-CH;q=0.9, de;q=0.4", "de", 400), ("de-CH;q=0.9, de;q=0.4", "de-CH", 900),
        ("*;q=0.2, fr", "en", 200), ("*;q=0.2, fr;q=0", "fr", 0), ("den", "de", 0), ("en-GB, en;q=0.8", "en-US", 800),
        ("de-CH", "de-AT", 0),
    ]

    @Test(arguments: table.indices) func weighs(_ index: Int) {
        let row = Self.table[index]
        #expect(
            LanguagePreferences(row.header).weight(of: row.language) == row.weight,
            "\(row.header), \(row.language)"
        )
    }

    @Test func tellsTags() {
        for tag in ["de", "de-CH", "zh-Hant-TW", "es-419"] { #expect(LanguagePreferences.isTag(tag)) }
        for tag in ["", "d", "de_CH", "de-", "-de", "1de", "deutschland", "de CH"] {
            #expect(!LanguagePreferences.isTag(tag), "\(tag)")
        }
    }
}

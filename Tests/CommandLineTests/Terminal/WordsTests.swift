import Testing

@testable import mintmark

@Suite("Words")
struct WordsTests {
    @Test(arguments: [
        ("inDoubt", "in doubt"), ("captured", "captured"), ("refundDue", "refund due"), ("notStarted", "not started"),
        ("", ""), ("already two", "already two"),
    ])
    func namesBecomeWords(name: String, words: String) {
        #expect(Words.of(name) == words)
    }

    @Test func oneIsNotMany() {
        #expect(Words.count(1, "lane") == "1 lane")
        #expect(Words.count(2, "lane") == "2 lanes")
        #expect(Words.count(0, "message is", "messages are") == "0 messages are")
    }
}

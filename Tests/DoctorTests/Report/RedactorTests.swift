import Doctor
import Testing

@Suite("Redactor")
struct RedactorTests {
    @Test func takesOutEverySecretHoweverOften() {
        let redactor = Redactor(secrets: ["hunter-42-hunter", "longer-hunter-42-hunter-still"])
        let text = redactor.redacted("a hunter-42-hunter b longer-hunter-42-hunter-still c hunter-42-hunter")
        #expect(text == "a [redacted] b [redacted] c [redacted]")
    }

    @Test func takesOutWhatLooksLikeASecret() {
        let redactor = Redactor(secrets: [])
        #expect(redactor.redacted("use mme1.0123.AbC-_.ff, now") == "use [redacted], now")
        #expect(redactor.redacted("Authorization: Bearer abc.DEF/+= x") == "Authorization: [redacted] x")
        #expect(redactor.redacted("got eyJhbGciOi.eyJ2ZXIi.c2ln!") == "got [redacted]!")
    }

    @Test func leavesTheRestAsItIs() {
        let text = "größer; the bearer of a key, mme2 and e"
        #expect(Redactor(secrets: ["short", ""]).redacted(text) == "größer; the [redacted] a key, mme2 and e")
        #expect(Redactor(secrets: ["short", ""]).redacted("a short one") == "a short one")
    }
}

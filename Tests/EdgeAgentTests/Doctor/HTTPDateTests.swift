import Testing

@testable import EdgeAgent

@Suite("Date of an HTTP message")
struct HTTPDateTests {
    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799), ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
        ("Thu, 31 Dec 2099 23:59:59 GMT", 4_102_444_799), ("Sun, 29 Nov 2026 18:17:26 GMT", 1_795_976_246),
    ])
    func isReadToTheSecond(text: String, seconds: Int64) {
        #expect(HTTPDate.milliseconds(text) == seconds * 1_000)
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov +994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 1969 08:49:37 GMT",
    ])
    func whatIsNoDateIsRefused(text: String) {
        #expect(HTTPDate.milliseconds(text) == nil)
    }
}

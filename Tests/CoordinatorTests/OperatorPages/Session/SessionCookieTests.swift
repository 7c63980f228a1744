import Testing

@testable import Coordinator

@Suite("Session cookie")
struct SessionCookieTests {
    @Test func belongsToTheHostAloneOverTLS() {
        let cookie = SessionCookie(publicURL: "https://shop.example")
        #expect(cookie.set("s3cret") == "__Host-mintmark=s3cret; Path=/; HttpOnly; SameSite=Strict; Secure")
        #expect(cookie.clear == "__Host-mintmark=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure")
    }

    @Test func isStillStrictWithoutTLS() {
        let cookie = SessionCookie(publicURL: "http://localhost:8443")
        #expect(cookie.set("s3cret") == "mintmark=s3cret; Path=/; HttpOnly; SameSite=Strict")
    }

    @Test func isFoundAmongOthersByItsWholeName() {
        let cookie = SessionCookie(publicURL: "https://shop.example")
        let secret = String(repeating: "a", count: 43)
        #expect(cookie.secret(in: "a=b; __Host-mintmark=\(secret); c=d") == secret)
        #expect(cookie.secret(in: "mintmark=\(secret)") == nil)
        #expect(cookie.secret(in: "x__Host-mintmark=\(secret)") == nil)
        #expect(cookie.secret(in: "__Host-mintmark=short") == nil)
        #expect(cookie.secret(in: nil) == nil)
    }
}

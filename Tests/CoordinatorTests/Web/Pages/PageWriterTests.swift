import HTTPTypes
import Hummingbird
import Testing

@testable import Coordinator

@Suite("Page writer")
struct PageWriterTests {
    private struct Problem {
        let title: String
        let advice: String
    }

    @Test func escapesWhateverIsFilledIn() throws {
        let nasty = #"<script>alert("1")</script>&'"#
        let html = try PageWriter().html(Page("base", title: nasty, content: Problem(title: nasty, advice: nasty)))
        #expect(!html.contains("<script>"))
        #expect(html.contains("<title>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</title>"))
    }

    @Test func keepsTheBrowserCareful() throws {
        var page = Page("base", title: "Hall", content: [String: String]())
        page.language = .german
        page.status = .notFound
        let response = try PageWriter().response(page)
        #expect(response.status == .notFound)
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.contentLanguage] == "de")
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
        #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        #expect(response.headers[.contentSecurityPolicy]?.contains("unsafe") == false)
        #expect(response.headers.contains { $0.name.rawName == "Referrer-Policy" && $0.value == "no-referrer" })
    }

    @Test func showsTheFrame() throws {
        var page = Page("base", title: "Hall", content: [String: String]())
        page.refreshSeconds = 10
        let html = try PageWriter().html(page)
        #expect(html.contains(#"<html lang="en">"#))
        #expect(html.contains(#"<link rel="stylesheet" href="\#(WebAsset.baseStyle.path)">"#))
        #expect(html.contains(#"<noscript><meta http-equiv="refresh" content="10"></noscript>"#))
        page.refreshSeconds = nil
        #expect(try !PageWriter().html(page).contains("refresh"))
    }

    @Test func saysWhichTemplateIsMissing() throws {
        let page = Page("nowhere", title: "", content: [String: String]())
        #expect(throws: CoordinatorError(.unexpected, "")) { try PageWriter().html(page) }
    }

    @Test func servesAssetsForEverUnderTheirHashOnly() async throws {
        let shop = try await Shop.open()
        let style = try await shop.send(.get, WebAsset.baseStyle.path)
        #expect(style.status == 200)
        #expect(style.type == "text/css; charset=utf-8")
        #expect(Array(style.body.utf8) == WebAsset.baseStyle.bytes)
        #expect(style.cache == "public, max-age=31536000, immutable")
        #expect(WebAsset.baseStyle.path.contains(/\/assets\/base\.[0-9a-f]{12}\.css/))
        #expect(try await shop.send(.get, "/assets/base.css").status == 404)
        #expect(try await shop.send(.get, "/assets/..%2Fbase.css").status == 404)
        await shop.close()
    }
}

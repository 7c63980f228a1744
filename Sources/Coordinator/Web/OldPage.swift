import HTTPTypes
import Hummingbird
import Protocol

/// The frame of every page.
enum OldPage {
    /// Only our own style and script, no frames, and forms that go nowhere else.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func response(_ title: String, _ body: HTML, status: HTTPResponse.Status = .ok) -> Response {
        let html: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="stylesheet" href="/style.css">
            </head>
            <body>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        var response = Response.bytes(Array(html.markup.utf8), type: "text/html; charset=utf-8", status: status)
        if let name = HTTPField.Name("Content-Security-Policy") { response.headers[name] = policy }
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
        return response
    }

    /// A page that says why something did not work.
    static func problem(_ error: any Error) -> Response {
        let problem = ProblemMapping.problem(of: error)
        return response(
            problem.title,
            """
            <h1>\(problem.title)</h1>
            <p>\(problem.detail)</p>
            <p><a href="/">Back</a></p>
            """,
            status: HTTPResponse.Status(code: problem.status)
        )
    }
}

import HTTPTypes
import Hummingbird

extension Language {
    /// The language of a request: what the page's own switch asks for, else what it asked for before, else what the
    /// browser prefers.
    static func of(_ request: Request) -> Language {
        request.query(queryName).flatMap(Language.init(rawValue:))
            ?? kept(in: request.headers[.cookie])
            ?? preferred(by: request.headers[.acceptLanguage])
    }

    /// The name of the switch's query parameter.
    static let queryName = "lang"

    private static let cookieName = "language"

    /// The `Set-Cookie` that keeps a choice for a year; nil when the request makes none.
    static func keeping(_ request: Request, secure: Bool) -> String? {
        guard let language = request.query(queryName).flatMap(Language.init(rawValue:)) else { return nil }
        let end = secure ? "; Secure" : ""
        return "\(cookieName)=\(language.rawValue); Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax\(end)"
    }

    private static func kept(in cookies: String?) -> Language? {
        for cookie in (cookies ?? "").split(separator: ";") {
            let parts = cookie.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }) == cookieName else { continue }
            return Language(rawValue: String(parts[1]))
        }
        return nil
    }
}

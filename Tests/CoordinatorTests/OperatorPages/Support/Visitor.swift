import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Protocol

@testable import Coordinator

/// A browser without a screen: it keeps its cookie, and sends forms as one does.
struct Visitor {
    struct Answer: Sendable {
        let status: Int
        let body: String
        let headers: HTTPFields

        var location: String? { headers[.location] }
        var setCookie: String? { headers[.setCookie] }
    }

    let shop: Shop
    var cookie: String?
    /// What it says of where a form was.
    var site: String? = "same-origin"
    var origin: String? = "http://localhost:8443"

    init(_ shop: Shop) { self.shop = shop }

    /// Somebody who is logged in with these scopes.
    static func loggedIn(to shop: Shop, scopes: Set<Scope> = Set(Scope.allCases), name: String = "ada") async throws
        -> Visitor
    {
        let token = try await shop.coordinator.runtime.perform {
            try TokenBook().make(name: name, owner: Owner.operator, scopes: scopes, in: $0)
        }
        var visitor = Visitor(shop)
        try await visitor.logIn(token)
        return visitor
    }

    /// Takes the cookie of a login, if there is one.
    @discardableResult
    mutating func logIn(_ token: String, next: String = "") async throws -> Answer {
        let answer = try await send(.post, "/login", body: Self.form(["token": token, "next": next]))
        if let set = answer.setCookie { cookie = String(set.prefix { $0 != ";" }) }
        return answer
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path, body: nil) }

    /// Sends a form with the token that a page of this login carries.
    func submit(_ path: String, _ fields: [String: String] = [:], token: String? = nil) async throws -> Answer {
        var fields = fields
        let own = try await formToken()
        fields[OperatorFrame.formTokenField] = token ?? own
        return try await send(.post, path, body: Self.form(fields))
    }

    /// The token in the forms of this login's pages.
    func formToken() async throws -> String {
        let page = try await get("/operator").body
        let match = page.firstMatch(of: /name="form-token" value="([^"]+)"/)
        return match.map { String($0.1) } ?? ""
    }

    func send(_ method: HTTPRequest.Method, _ path: String, body: String?) async throws -> Answer {
        var headers = HTTPFields()
        if let cookie { headers[.cookie] = cookie }
        if body != nil {
            headers[.contentType] = "application/x-www-form-urlencoded"
            if let site, let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = site }
            if let origin { headers[.origin] = origin }
        }
        let sent = headers
        return try await Application(router: shop.coordinator.router()).test(.router) { client in
            try await client.execute(
                uri: path,
                method: method,
                headers: sent,
                body: body.map { ByteBuffer(string: $0) }
            ) { response in
                Answer(
                    status: response.status.code,
                    body: String(buffer: response.body),
                    headers: response.headers
                )
            }
        }
    }

    private static func form(_ fields: [String: String]) -> String {
        fields.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}

import HTTPTypes
package import Hummingbird
import Protocol

/// `/login` and `/logout`: a token becomes a session cookie, and ends.
package struct LoginRoutes: Sendable {
    private let desk: OperatorDesk
    private let gate: LoginGate
    private let tokens = TokenBook()

    /// Longest text that is looked up as a token, in bytes.
    private static let longestToken = 200

    /// Makes the routes.
    package init(desk: OperatorDesk, gate: LoginGate = LoginGate()) {
        self.desk = desk
        self.gate = gate
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/login") { request, _ in
            let next = SafePath.next(request.query("next"))
            if try await desk.session(of: request) != nil { return OperatorDesk.seeOther(next) }
            let ended = "Your login has ended and nothing was changed. Log in, then do it again."
            return try show(next: next, hint: request.query("ended") == nil ? nil : ended)
        }
        router.post("/login") { request, context in
            do {
                return try await logIn(request, from: context.remoteAddress)
            } catch {
                let problem = ProblemMapping.problem(of: error)
                return try show(
                    next: SafePath.home,
                    trouble: problem.detail,
                    status: HTTPResponse.Status(code: problem.status)
                )
            }
        }
        router.post("/logout") { _, context in try await logOut(context.requireSession()) }
    }

    /// What fills `operator-login.mustache`.
    private struct Form: Sendable {
        let next: String
        let hint: String?
        let trouble: String?
    }

    private func show(
        next: String,
        hint: String? = nil,
        trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let sheet = OperatorDesk.Sheet(template: "operator-login", title: "Log in", section: .none, status: status)
        return try desk.response(sheet, Form(next: next, hint: hint, trouble: trouble))
    }

    private func logIn(_ request: Request, from address: String) async throws -> Response {
        try desk.requireOurSite(request)
        let form = try await request.form()
        let next = SafePath.next(form["next"])
        let now = desk.runtime.clock()
        let wait = gate.wait(address, at: now)
        guard wait == 0 else {
            var response = try show(
                next: next,
                trouble: "Too many wrong logins. Wait \(wait) seconds, then try again.",
                status: .tooManyRequests
            )
            response.headers[.retryAfter] = String(wait)
            return response
        }
        let token = (form["token"] ?? "").filter { !$0.isWhitespace }
        guard !token.isEmpty else {
            return try show(next: next, trouble: "Paste your token first.", status: .badRequest)
        }
        guard let secret = try await start(token) else {
            gate.failed(address, at: now)
            let sessions = desk.sessions
            try await desk.runtime.perform { try sessions.refused(address: address, in: $0) }
            return try show(
                next: next,
                trouble: "This token is not known here, or it was revoked. Check that all of it was pasted.",
                status: .unauthorized
            )
        }
        gate.succeeded(address)
        var response = OperatorDesk.seeOther(next)
        response.headers[.setCookie] = desk.cookie.set(secret)
        return response
    }

    private func start(_ token: String) async throws -> String? {
        guard token.utf8.count <= Self.longestToken else { return nil }
        let (tokens, sessions) = (tokens, desk.sessions)
        return try await desk.runtime.perform { work in
            // The lookup is by digest: how long it takes tells nothing about the token.
            guard let caller = try tokens.caller(of: token, in: work) else { return nil }
            return try sessions.start(caller, in: work)
        }
    }

    private func logOut(_ session: PageSession) async throws -> Response {
        let sessions = desk.sessions
        try await desk.runtime.perform { try sessions.end(session, in: $0) }
        var response = OperatorDesk.seeOther("/login")
        response.headers[.setCookie] = desk.cookie.clear
        return response
    }
}

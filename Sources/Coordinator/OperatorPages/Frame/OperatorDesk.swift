import HTTPTypes
import Hummingbird
import Logging
import Logs
import Protocol

/// What every operator's page is made with: it reads the login, shows pages in their frame and carries out forms.
package struct OperatorDesk: Sendable {
    let runtime: Runtime
    let writer: PageWriter
    let sessions: SessionBook
    let cookie: SessionCookie
    let publicURL: String

    /// Makes a desk of a coordinator that browsers reach at `publicURL`.
    package init(runtime: Runtime, writer: PageWriter, publicURL: String, sessions: SessionBook = SessionBook()) {
        self.runtime = runtime
        self.writer = writer
        self.sessions = sessions
        self.publicURL = publicURL
        cookie = SessionCookie(publicURL: publicURL)
    }

    /// One page of the operators: which template, in which part of the navigation.
    struct Sheet: Sendable {
        let template: String
        let title: String
        let section: OperatorSection
        var status = HTTPResponse.Status.ok
    }

    // MARK: Showing

    /// Shows a page that is read in one snapshot.
    func show(
        _ sheet: Sheet,
        _ context: AppRequestContext,
        _ content: @escaping @Sendable (Work) throws -> any Sendable
    ) async throws -> Response {
        let session = try context.requireSession()
        let (frame, page) = try await runtime.view { work in
            (try OperatorFrame.Facts.read(session.caller, in: work), try content(work))
        }
        await forgetNotice(session)
        return try response(sheet, OperatorFrame(sheet, session, frame, page))
    }

    /// The page that says why something did not work.
    func problem(_ error: any Error, session: PageSession) async throws -> Response {
        let problem = ProblemMapping.problem(of: error)
        if problem.status >= 500 {
            runtime.logger.log(CoordinatorLog.pageFailed, ["problem": "\(problem.code)", "error": "\(error)"])
        }
        let sheet = Sheet(
            template: "operator-problem",
            title: problem.title,
            section: .none,
            status: HTTPResponse.Status(code: problem.status)
        )
        return try response(sheet, OperatorFrame(sheet, session, OperatorFrame.Facts(), problem))
    }

    func response(_ sheet: Sheet, _ content: any Sendable) throws -> Response {
        var page = Page(sheet.template, title: "\(sheet.title) · Mintmark", content: content)
        page.styles = [.operatorStyle]
        page.scripts = [.operatorScript]
        page.status = sheet.status
        var response = try writer.response(page)
        // Forms say where they come from, also over plain HTTP, where browsers send no Sec-Fetch-Site.
        response.headers[.referrerPolicy] = "same-origin"
        return response
    }

    // MARK: Forms

    /// Carries out a form in one transaction and goes on to `path`, where `done` is shown once.
    func carryOut(
        _ context: AppRequestContext,
        goOn path: String,
        _ body: @escaping @Sendable (Work) throws -> String
    ) async throws -> Response {
        let session = try context.requireSession()
        let sessions = sessions
        try await runtime.perform { work in
            try sessions.setNotice(try body(work), of: session, in: work)
        }
        return Self.seeOther(path)
    }

    /// The answer to a form: look there (RFC 9110 section 15.4.4).
    static func seeOther(_ path: String) -> Response {
        var headers = HTTPFields()
        headers[.location] = path
        headers[.cacheControl] = "no-store"
        return Response(status: .seeOther, headers: headers)
    }

    // MARK: The login

    /// The login of a request; the time of its use is written now and then.
    func session(of request: Request) async throws -> PageSession? {
        guard let secret = cookie.secret(in: request.headers[.cookie]) else { return nil }
        let sessions = sessions
        guard let found = try await runtime.view({ try sessions.find(secret, in: $0) }) else { return nil }
        if found.touch {
            do {
                try await runtime.perform { try sessions.touch(found.session, in: $0) }
            } catch {
                // A full disk must not keep an operator from reading what is wrong.
                guard StorageFailure.of(error) != nil else { throw error }
            }
        }
        return found.session
    }

    /// - Throws: `forbidden` when the browser says that another site sent the request.
    func requireOurSite(_ request: Request) throws(CoordinatorError) {
        var ours: Set<String> = [publicURL.lowercased()]
        if let host = request.head.authority {
            ours.insert("\(cookie.isSecure ? "https" : "http")://\(host.lowercased())")
        }
        guard
            CrossSiteRule.allows(
                site: request.headers[.secFetchSite],
                origin: request.headers[.origin],
                ours: ours
            )
        else {
            throw CoordinatorError(.forbidden, "Another site sent this form, so nothing was changed.")
        }
    }

    private func forgetNotice(_ session: PageSession) async {
        guard session.notice != nil else { return }
        let sessions = sessions
        do {
            try await runtime.perform { try sessions.setNotice(nil, of: session, in: $0) }
        } catch {
            // It is shown once more; a full disk must not keep an operator from reading.
            runtime.logger.log(CoordinatorLog.noticeKept, ["error": "\(error)"])
        }
    }
}

extension HTTPField.Name {
    /// `Sec-Fetch-Site` (w3c.github.io/webappsec-fetch-metadata).
    static var secFetchSite: HTTPField.Name { known("Sec-Fetch-Site") }

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("the header name is a token") }
        return name
    }
}

import Database
import HTTPTypes
package import Hummingbird
import NIOCore
import Protocol

/// `/v1/audit`: the audit log as it is checked offline, and the key that signs it.
package struct AuditRoutes: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys

    /// Makes the routes.
    package init(runtime: Runtime, keys: DeploymentKeys) {
        self.runtime = runtime
        self.keys = keys
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/audit") { request, context in try await log(request, to: context.connection) }
        router.get("/v1/audit/key") { _, _ in
            try Response.json(
                Key(
                    key: keys.audit.verifyingKey.text,
                    kid: keys.audit.keyID,
                    root: keys.root.verifyingKey.text,
                    certificate: AuditKeyFiles.certificate(keys)
                )
            )
        }
    }

    private struct Key: Encodable {
        let key: String
        let kid: String
        let root: String
        let certificate: String
    }

    /// The entries after a cursor up to the newest, or `limit` of them, read in pages as the reader takes them. `Link`
    /// of the relation `next` (RFC 8288) says where to go on; it is always there, so that a reader who has everything
    /// can come back for what is new.
    private func log(_ request: Request, to connection: any Channel) async throws -> Response {
        let after = request.query("after")
        let limit = request.query("limit") == nil ? Int64.max : Int64(try request.pageLimit())
        let (first, last) = try await runtime.view { work in
            let position = try Self.position(of: after, in: work)
            let newest = try AuditLog.head(in: work).sequence
            return (position, newest - position > limit ? position + limit : newest)
        }
        let reader = AuditReader(runtime: runtime, after: first, through: last)
        var response = Response.stream(to: connection, type: "application/x-ndjson") { try await reader.next() }
        response.headers[.link] = "</v1/audit?after=\(EventCursor.encode(last))>; rel=\"next\""
        return response
    }

    private static func position(of cursor: String?, in work: Work) throws -> Int64 {
        guard let cursor else { return 0 }
        guard let position = EventCursor.decode(cursor), position >= 0,
            try position <= AuditLog.head(in: work).sequence
        else {
            throw CoordinatorError(.invalid, "The cursor is not one of this audit log; start without one.")
        }
        return position
    }
}

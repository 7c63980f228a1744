import Database
package import Hummingbird
import Protocol

/// `/operator/audit`: the signed record of what people did, newest first.
package struct AuditPageRoutes: Sendable {
    let desk: OperatorDesk

    private static let path = "/operator/audit"
    private static let rows: Int64 = 50

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/audit") { request, context in
            let before = request.query("before").flatMap(Int64.init)
            let sheet = OperatorDesk.Sheet(template: "operator-audit", title: "Audit", section: .audit)
            return try await desk.show(sheet, context) { try Self.read(before: before, in: $0) }
        }
    }

    /// What an entry says; its details are in the file that is checked.
    private struct Entry: Decodable {
        let sequence: Int64
        let at: Int64
        let actor: String
        let action: String
        let subject: String
    }

    private static func read(before: Int64?, in work: Work) throws -> AuditPage {
        let head = try AuditLog.head(in: work)
        let end = min(max(before ?? head.sequence + 1, 1), head.sequence + 1)
        let start = max(0, end - 1 - rows)
        let sealed = try AuditLog.read(after: start, limit: Int(end - 1 - start), in: work)
        let entries = try sealed.reversed().map { line -> AuditPage.Row in
            let entry = try StrictJSON.decode(Entry.self, from: line.entry)
            return AuditPage.Row(
                number: entry.sequence,
                at: PageTime(entry.at, now: work.now),
                actor: entry.actor,
                title: EventWords.title(entry.action, [:]),
                action: entry.action,
                subject: entry.subject,
                subjectPath: EventWords.path(entry.action, entry.subject)
            )
        }
        return AuditPage(
            rows: entries,
            isEmpty: entries.isEmpty,
            count: head.sequence,
            head: head.hash,
            next: start > 0 ? "\(path)?before=\(start + 1)" : nil,
            first: before == nil ? nil : path
        )
    }
}

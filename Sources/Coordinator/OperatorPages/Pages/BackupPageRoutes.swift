package import Hummingbird

/// `/operator/backups`: when the last backup was taken, and how to take one. The file itself holds every key, so no
/// browser ever gets it.
package struct BackupPageRoutes: Sendable {
    let desk: OperatorDesk
    /// The deployment's id, which the events of backups are about.
    let deployment: String

    private static let rows = 20

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/backups") { _, context in
            let sheet = OperatorDesk.Sheet(template: "operator-backups", title: "Backups", section: .backups)
            let deployment = deployment
            return try await desk.show(sheet, context) { try Self.read(deployment, in: $0) }
        }
    }

    private static func read(_ deployment: String, in work: Work) throws -> BackupsPage {
        let standing = try BackupStanding.read(deployment: deployment, in: work)
        let found = try EventSearch(subject: deployment, kind: EventKind.backupMade.rawValue)
            .newest(limit: rows, in: work)
        return BackupsPage(
            isLate: standing.isLate,
            sentence: BackupWords.sentence(standing),
            rows: found.map { event in
                let data = EventRow.members(event.data)
                return BackupsPage.Row(
                    at: PageTime(event.at, now: work.now),
                    by: data["by"] ?? "",
                    size: data["bytes"].flatMap(Int64.init).map(BackupWords.size) ?? "–",
                    generation: data["generation"] ?? "–"
                )
            },
            hasRows: !found.isEmpty
        )
    }
}

/// What fills `operator-backups.mustache`.
struct BackupsPage: Sendable {
    struct Row: Sendable {
        let at: PageTime
        let by: String
        let size: String
        let generation: String
    }

    let isLate: Bool
    let sentence: String
    let rows: [Row]
    let hasRows: Bool
}

import Backup

/// Backups as people read them.
enum BackupText {
    /// `20261128-161502`: a time in UTC that a file can be named with.
    static func stamp(_ milliseconds: Int64) -> String {
        TimeText.moment(milliseconds, Presentation()).filter { $0.isNumber || $0 == " " }.replacing(" ", with: "-")
    }

    /// `12.4 MB`.
    static func size(_ bytes: Int64) -> String {
        guard bytes >= 1_000 else { return Words.count(Int(bytes), "byte") }
        var (tenths, unit) = (bytes / 100, "kB")
        for larger in ["MB", "GB", "TB"] where tenths >= 10_000 { (tenths, unit) = (tenths / 1_000, larger) }
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }

    /// `12.4 MB of 80.1 MB`.
    static func progress(_ done: Int64, of total: Int64) -> String { "\(size(done)) of \(size(total))" }

    /// What is said when one was made.
    static func made(_ file: String, _ manifest: BackupManifest, _ presentation: Presentation) -> String {
        "\(file) holds everything as of \(TimeText.moment(manifest.takenAt, presentation)), \(size(manifest.bytes)),"
            + " and was checked. It holds the deployment's keys: keep it as safe as them."
    }

    /// What a backup holds.
    static func sheet(_ manifest: BackupManifest, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("deployment", manifest.deployment)
        sheet.add("taken", TimeText.moment(manifest.takenAt, presentation))
        sheet.add("generation", String(manifest.generation))
        var table = Table([.text("PART"), .number("SIZE"), .text("SHA-256")])
        for part in manifest.parts { table.add([.init(part.name), .init(size(part.bytes)), .init(part.sha256)]) }
        return sheet.text(presentation) + "\n" + table.text(presentation) + "\nThe backup is whole.\n"
    }

    /// What is said when one was put back.
    static func restored(_ outcome: Restore.Outcome, to folder: String, _ presentation: Presentation) -> String {
        let aside = outcome.replaced.map { " What was there before is now \($0)." } ?? ""
        return """
            \(folder) is as it was at \(TimeText.moment(outcome.manifest.takenAt, presentation)).\(aside)
            Start the coordinator with it. It sells nothing until every machine has told what it did since then, or was
            closed: see mintmark recovery show. Count the lanes; compare prices and refunds with what was done since.

            """
    }
}

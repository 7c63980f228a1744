extension APIFeature {
    /// Backups.
    static let backups = APIFeature(
        "backups",
        "Backups: everything a coordinator is, in one file, taken while it works.",
        operations: [
            APIOperation(
                "POST",
                "/v1/backups",
                id: "makeBackup",
                "Take a backup and download it",
                about: """
                    The file holds the deployment's keys and everything in the database: keep it where only operators \
                    can read it. It is a tar file whose first entry, `manifest.json`, names every part with its \
                    SHA-256, and whose last one is the manifest's; without it the file is not whole. `mintmark \
                    restore` puts it back. One backup is made at a time.
                    """,
                answers: [
                    .text(
                        BackupRoutes.mediaType,
                        "The backup.",
                        headers: ["Content-Disposition": "A name for the file."]
                    )
                ],
                problems: [.conflict]
            )
        ]
    )
}

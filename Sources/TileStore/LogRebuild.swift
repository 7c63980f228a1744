package import Passport

/// Makes the files of a log of their mirror, or the mirror of the files. What was published is the truth: neither makes
/// a history that contradicts it.
package struct LogRebuild {
    let files: LogFolder
    let mirror: MirrorFile
    let policy: LogPolicy

    private static let pageRows = 4_096

    /// Makes a rebuild.
    /// - Parameter key: the log's public key.
    package init(files: LogFolder, mirror: MirrorFile, key: NoteKey) throws(PassportError) {
        self.files = files
        self.mirror = mirror
        policy = try LogPolicy(log: key)
    }

    /// Writes all files anew from the mirror.
    /// - Returns: how many leaves they have.
    /// - Throws: `refused` when the mirror does not make the root that was signed, or the published checkpoint is not
    ///   the mirror's or one before it.
    package func rebuildFiles(progress: (UInt64) -> Void = { _ in }) throws -> UInt64 {
        let head = try mirror.head()
        let note = try SignedNote(head.note)
        let signed = try policy.checkpoint(of: note)
        // A checkpoint that can't be read says nothing; one that is signed must be a beginning of this history.
        let shown = try files.checkpoint().flatMap { try? policy.checkpoint(of: $0) }
        if let shown, shown.size > signed.size {
            throw TileStoreError(
                .refused,
                "The published checkpoint has \(shown.size) leaves, the mirror \(signed.size): the files know more. "
                    + "Use --rebuild mirror."
            )
        }
        try proveMirror(signed, shown)
        var writer = LogWriter()
        while writer.size < signed.size {
            for row in try mirror.rows(from: writer.size, limit: Self.pageRows) where row.place < signed.size {
                try writer.append(row.entry, hash: .leaf(row.entry))
            }
            if writer.size < signed.size { try files.write(writer.takeFiles()) }
            progress(writer.size)
        }
        try files.write(writer.takeFiles())
        try files.publish(note)
        return signed.size
    }

    /// Makes sure that the mirror makes the signed root, and the published one on the way, before a file is touched.
    private func proveMirror(_ signed: Checkpoint, _ shown: Checkpoint?) throws {
        var builder = TileBuilder()
        while builder.size < signed.size {
            let rows = try mirror.rows(from: builder.size, limit: Self.pageRows)
            guard let first = rows.first, first.place == builder.size else {
                throw TileStoreError(.refused, "The mirror has no row of leaf \(builder.size). Use --rebuild mirror.")
            }
            for row in rows where row.place == builder.size && builder.size < signed.size {
                if let shown, builder.size == shown.size { try proveShown(builder.root, shown) }
                builder.append(.leaf(row.entry))
            }
            _ = builder.takeTiles()
        }
        if let shown, shown.size == signed.size { try proveShown(builder.root, shown) }
        guard builder.root == signed.root else {
            throw TileStoreError(
                .refused,
                "The mirror does not make the root that was signed, so it was changed. Use --rebuild mirror, or "
                    + "restore a backup."
            )
        }
    }

    private func proveShown(_ root: TreeHash, _ shown: Checkpoint) throws {
        guard root != shown.root else { return }
        throw TileStoreError(
            .refused,
            "The mirror does not make the root of the published checkpoint of \(shown.size) leaves: files of it would "
                + "be a second history."
        )
    }

    /// Makes the rows of all published leaves anew from the files. Rows of leaves that have a place and are not
    /// published yet stay.
    /// - Returns: how many leaves were published.
    /// - Throws: `refused` when the files do not make the root of their checkpoint.
    package func rebuildMirror(progress: (UInt64) -> Void = { _ in }) throws -> UInt64 {
        guard let note = try files.checkpoint() else {
            throw TileStoreError(.refused, "There is no published checkpoint to rebuild from. Use --rebuild files.")
        }
        let shown = try policy.checkpoint(of: note)
        var builder = TileBuilder()
        while builder.size < shown.size {
            for entry in try files.entries(from: builder.size, below: shown.size) { builder.append(.leaf(entry)) }
            _ = builder.takeTiles()
        }
        guard builder.root == shown.root else {
            throw TileStoreError(
                .refused,
                "The bundles do not make the root of the published checkpoint, so they were changed. Use --rebuild "
                    + "files."
            )
        }
        let head = try mirror.head()
        try mirror.replace(
            try self.head(head, builder, shown, note),
            entries: { place throws(TileStoreError) in
                progress(place)
                return try files.entries(from: place, below: shown.size)
            },
            below: shown.size
        )
        return shown.size
    }

    /// The head that the mirror has afterwards: its own when it goes on from what is published, else the published one.
    private func head(
        _ head: MirrorFile.Head,
        _ published: TileBuilder,
        _ shown: Checkpoint,
        _ note: SignedNote
    ) throws -> MirrorFile.Head {
        let own = try SignedNote(
            text: note.text,
            signatures: note.signatures.filter { signature in policy.logs.contains { $0.name == signature.name } }
        )
        let taken = MirrorFile.Head(size: shown.size, root: shown.root, note: own.description)
        guard head.size > shown.size else { return taken }
        var builder = published
        while builder.size < head.size {
            let rows = try mirror.rows(from: builder.size, limit: Self.pageRows)
            guard !rows.isEmpty else { break }
            for row in rows where builder.size < head.size { builder.append(.leaf(row.entry)) }
            _ = builder.takeTiles()
        }
        guard builder.root == head.root else {
            throw TileStoreError(
                .refused,
                "The mirror has \(head.size - shown.size) leaves that are signed and not published, and they do not "
                    + "make the root that was signed. Restore a backup."
            )
        }
        return head
    }
}

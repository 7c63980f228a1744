import Passport
import Platform
import TileStore

/// Brings files and database to agree at a start, and after a failure. `LogStart` decides what is to be done.
struct LogReconciler: Sendable {
    let stand: LogStand

    /// What came of it.
    struct Outcome: Sendable {
        /// The writer that goes on; nil when a person has to look first.
        var writer: LogWriter?
        /// Why a person has to look.
        var held: LogStart.Reason?
    }

    /// Makes them agree.
    /// - Throws: `CoordinatorError`, `TileStoreError` or `PassportError`; then nothing was signed.
    func run() async throws -> Outcome {
        let (head, generation) = try await stand.runtime.view { work in
            (try LogHead.read(in: work), try RecoveryBook.generation(in: work).number)
        }
        let files = stand.files
        let note = try await DedicatedThread.run("log-files") {
            files.removeLeftovers()
            return try files.checkpoint()
        }
        let shown = try note.map { note in try stand.policy.checkpoint(of: note) }
        switch LogStart.judge(head, files: shown, generation: generation) {
        case .begin: return Outcome(writer: try await begin())
        case .agree: return Outcome(writer: try await agree(head, note: note))
        case .publish: return Outcome(writer: try await publish(head, from: shown))
        case .rebuild: return Outcome(writer: try await rebuild(head, holding: nil))
        case .takeBack:
            guard let shown, let note else { return Outcome() }
            return Outcome(writer: try await takeBack(head, shown, note: note))
        case .held(let reason): return Outcome(held: reason)
        }
    }

    /// The first checkpoint, of no leaf.
    private func begin() async throws -> LogWriter {
        let note = try stand.sign(size: 0, root: .empty)
        try await settle(LogHead(size: 0, root: .empty, note: note.description, published: 0, generation: 0), from: 0)
        try await show(note)
        return LogWriter()
    }

    private func agree(_ head: LogHead, note: SignedNote?) async throws -> LogWriter {
        let writer = try? await writer(size: head.size, root: head.root)
        guard let writer else { return try await rebuild(head, holding: nil) }
        var settled = head
        settled.published = head.size
        if head.note.isEmpty, let note { settled.note = try stand.ownPart(of: note).description }
        try await settle(settled, from: head.size)
        return writer
    }

    /// Writes what the files lack of the head.
    private func publish(_ head: LogHead, from shown: Checkpoint?) async throws -> LogWriter {
        guard let shown else { return try await rebuild(head, holding: nil) }
        let begun = try? await writer(size: shown.size, root: shown.root)
        guard var writer = begun else { return try await rebuild(head, holding: shown) }
        try await append(upTo: head, to: &writer)
        return try await finish(head, writer)
    }

    /// Writes all files from the mirror.
    /// - Parameter shown: a published checkpoint that they must continue.
    private func rebuild(_ head: LogHead, holding shown: Checkpoint?) async throws -> LogWriter {
        var writer = LogWriter()
        if let shown {
            try await append(upTo: LogHead(shown), to: &writer)
            guard writer.root == shown.root else { throw differs }
        }
        try await append(upTo: head, to: &writer)
        return try await finish(head, writer)
    }

    private func finish(_ head: LogHead, _ writer: LogWriter) async throws -> LogWriter {
        guard writer.root == head.root else { throw differs }
        var done = writer
        try await flush(&done)
        try await show(SignedNote(head.note))
        var settled = head
        settled.published = head.size
        try await settle(settled, from: head.size)
        return done
    }

    /// Takes the leaves back that the files have and the database lacks: it is an older one, so a recovery begins.
    private func takeBack(_ head: LogHead, _ shown: Checkpoint, note: SignedNote) async throws -> LogWriter {
        var writer = try await writer(size: head.size, root: head.root)
        let files = stand.files
        while writer.size < shown.size {
            let (place, before) = (writer.size, writer)
            let (entries, next) = try await DedicatedThread.run("log-files") {
                var next = before
                let entries = try files.entries(from: place, below: shown.size)
                for entry in entries { try next.append(entry, hash: .leaf(entry)) }
                return (entries, next)
            }
            writer = next
            try await stand.runtime.perform { try LogMirror.store(entries, from: place, in: $0) }
        }
        guard writer.root == shown.root else { throw differs }
        _ = try writer.takeFiles()
        let taken = LogHead(
            size: shown.size,
            root: shown.root,
            note: try stand.ownPart(of: note).description,
            published: shown.size,
            generation: 0
        )
        try await stand.runtime.perform { work in
            try LogMirror.settlePending(in: work)
            if try !RecoveryBook.isOpen(in: work) {
                _ = try RecoveryBook.start(.restore, subject: "", above: 0, in: work)
            }
            try taken.replace(size: head.size, in: work)
            try AlarmBook.raise(
                .logAhead,
                subject: shown.origin,
                owner: Owner.operator,
                text: "The files of the log have \(shown.size) leaves and the database had \(head.size), so it is an "
                    + "older one. It took the leaves back; passports and serials of them have to come from a backup.",
                in: work
            )
        }
        return writer
    }

    /// A writer that goes on from the files.
    /// - Throws: `damaged` when they do not make the root.
    private func writer(size: UInt64, root: TreeHash) async throws -> LogWriter {
        let files = stand.files
        return try await DedicatedThread.run("log-files") {
            let writer = try LogWriter(size: size, files: files)
            guard writer.root == root else { throw differs }
            return writer
        }
    }

    /// Appends the mirror's leaves. Files of full tiles are written on the way, so that this needs little memory.
    private func append(upTo head: LogHead, to writer: inout LogWriter) async throws {
        while writer.size < head.size {
            let (place, before) = (writer.size, writer)
            let leaves = try await stand.runtime.view { work in
                try LogMirror.leaves(from: place, below: head.size, in: work)
            }
            guard !leaves.isEmpty else { throw differs }
            writer = try await DedicatedThread.run("log-tree") {
                var next = before
                for leaf in leaves { try next.append(leaf.entry, hash: .leaf(leaf.entry)) }
                return next
            }
            if writer.size < head.size { try await flush(&writer) }
        }
    }

    private func flush(_ writer: inout LogWriter) async throws {
        let written = try writer.takeFiles()
        let files = stand.files
        try await DedicatedThread.run("log-files") { try files.write(written) }
    }

    private func show(_ note: SignedNote) async throws {
        let files = stand.files
        try await DedicatedThread.run("log-files") { try files.publish(note) }
    }

    private func settle(_ head: LogHead, from size: UInt64) async throws {
        try await stand.runtime.perform { try head.replace(size: size, in: $0) }
    }

    private var differs: CoordinatorError {
        CoordinatorError(
            .unexpected,
            "Files and mirror of the log do not make the roots that were signed. Nothing more is signed. Stop the "
                + "coordinator and run `mintmark log fsck`; it names what is wrong."
        )
    }
}

extension LogHead {
    /// A published checkpoint, as far as it says where a head ends.
    fileprivate init(_ shown: Checkpoint) {
        self.init(size: shown.size, root: shown.root, note: "", published: shown.size, generation: 0)
    }
}

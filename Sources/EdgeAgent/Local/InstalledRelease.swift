import FoundationEssentials
import Glibc
import Journal
import Protocol

/// The slot that this program runs in. A program of a package or of a build is in none.
struct InstalledRelease: Sendable {
    /// The journal's name of the lowest number that this machine runs.
    static let markKey = "release.mark"

    /// The signed release.
    let compact: String
    /// Its claims, believed only after `ReleaseRules.judge`.
    let claims: ReleaseClaims
    private let folder: String

    /// The slot of the running program.
    static func ofProcess() throws(AgentError) -> InstalledRelease? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return try load(folder: path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })
    }

    /// The release in `folder`; nil when that is no slot.
    /// - Throws: `configuration` when what is there is no release.
    static func load(folder: String) throws(AgentError) -> InstalledRelease? {
        let path = "\(folder)/\(ReleaseClaims.claimsFile)"
        guard access(path, F_OK) == 0 else { return nil }
        let compact = try TextFile.text(path)
        do {
            let claims = try Envelope.parse(compact, as: .release).claims(ReleaseClaims.self)
            return InstalledRelease(compact: compact, claims: claims, folder: folder)
        } catch {
            throw AgentError(.configuration, "\(path) is not a release; flash this machine again.", cause: "\(error)")
        }
    }

    /// Whether the gate was passed and the technician kept it.
    var isKept: Bool { access("\(folder)/kept", F_OK) == 0 }

    /// The release that this one replaced, as it lies beside it.
    private var replaced: Int64? {
        (try? Self.load(folder: "\(folder)/../previous"))?.claims.number
    }

    /// How the last flash of this machine ended.
    var update: UpdateReport? { (try? TextFile.text("\(folder)/../outcome")).flatMap(UpdateReport.init) }

    var status: AgentStatus.Release { .init(version: claims.version, number: claims.number) }

    /// The lowest number that this machine runs.
    static func mark(_ store: JournalStore) throws -> Int64 {
        try store.value(markKey).flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    }

    /// Whether it may run on this machine.
    /// - Throws: `configuration`, with what to do.
    /// - Returns: false when the deployment names no release keys.
    func admit(_ keyset: Keyset, _ journal: Journal) async throws -> Bool {
        switch ReleaseRules.judge(compact, keyset: keyset, mark: try await journal.read { try Self.mark($0) }) {
        case .admitted: return true
        case .unsigned: return false
        case .refused(let words): throw AgentError(.configuration, words)
        }
    }

    /// Raises the mark when this release was kept; does nothing before.
    func settleMark(_ journal: Journal) async throws {
        guard isKept else { return }
        let (claims, replaced) = (claims, replaced)
        try await journal.transact { store in
            let mark = try Self.mark(store)
            let next = ReleaseRules.mark(mark, kept: claims, replaced: replaced)
            if next != mark { try store.setValue(Self.markKey, Array(String(next).utf8)) }
        }
    }
}

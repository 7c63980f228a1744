import Database
import Passport

/// Looks links up in a copy of the database that never changes. What belongs to no single piece is remembered: a
/// million pieces share one product.
final class ReplicaLookup: LinkLookup {
    /// What is known of an anchor that is no piece.
    private struct Level {
        let set: LinkSet?
        let hasPassport: Bool
        var hasPassportsBelow: Bool?
    }

    private let replica: SQLiteReplica
    private let hasSet: (String) throws -> Bool
    private let hasPassport: (String) throws -> Bool
    private let delegations: [String: String]
    private var levels: [String: Level] = [:]
    /// When the copy was made, to within the clock's steps.
    let madeAt: Moment

    /// Most anchors that are remembered; beyond it all are forgotten.
    private static let mostLevels = 20_000

    /// Opens a copy and reads what is asked for with every request.
    /// - Throws: `invalid` when the file is no database of a coordinator of this version or a newer one.
    init(path: String) throws {
        replica = try SQLiteReplica(path: path)
        hasSet = try replica.question("SELECT 1 FROM link_set WHERE anchor = $anchor AND removed = 0")
        hasPassport = try replica.question("SELECT 1 FROM passport_address WHERE anchor = $anchor")
        let (madeAt, delegations) = try replica.read { transaction in
            let rows = try transaction.rows(
                "SELECT prefix, resolver FROM delegation LIMIT \(DelegationRepository.most)",
                [:]
            )
            let pairs = try rows.map { (try $0.text("prefix"), try $0.text("resolver")) }
            return (
                try ReplicaClock.read(in: transaction), Dictionary(pairs, uniquingKeysWith: { first, _ in first })
            )
        }
        guard let madeAt else {
            throw CoordinatorError(
                .invalid,
                "\(path) is no copy of a coordinator's database that ever ran; copy it anew."
            )
        }
        self.madeAt = madeAt
        self.delegations = delegations
    }

    func sets(of anchors: [String]) throws -> [LinkSet?] { try anchors.map(set) }

    func passports(of anchors: [String]) throws -> [Bool] {
        try anchors.map { try Self.isPiece($0) ? hasPassport($0) : level($0).hasPassport }
    }

    func hasPassports(below anchor: String) throws -> Bool {
        var level = try level(anchor)
        if let known = level.hasPassportsBelow { return known }
        let found = try replica.read { try StoredLinkLookup(transaction: $0).hasPassports(below: anchor) }
        level.hasPassportsBelow = found
        levels[anchor] = level
        return found
    }

    func delegation(of link: DigitalLink) throws -> ResolverFacts.Delegation? {
        guard !delegations.isEmpty else { return nil }
        for prefix in link.companyPrefixes {
            if let resolver = delegations[prefix] {
                return ResolverFacts.Delegation(prefix: prefix, resolver: resolver)
            }
        }
        return nil
    }

    private func set(of anchor: String) throws -> LinkSet? {
        Self.isPiece(anchor) ? try readSet(anchor) : try level(anchor).set
    }

    private func level(_ anchor: String) throws -> Level {
        if let known = levels[anchor] { return known }
        let level = Level(set: try readSet(anchor), hasPassport: try hasPassport(anchor))
        if levels.count >= Self.mostLevels { levels = [:] }
        levels[anchor] = level
        return level
    }

    private func readSet(_ anchor: String) throws -> LinkSet? {
        guard try hasSet(anchor) else { return nil }
        return try replica.read { try StoredLinkLookup(transaction: $0).sets(of: [anchor])[0] }
    }

    /// Whether the last part of a path is a serial.
    private static func isPiece(_ anchor: String) -> Bool {
        guard let value = anchor.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
        let identifier = anchor.utf8[..<value].suffix(4)
        return identifier.suffix(3).elementsEqual("/21".utf8) || identifier.elementsEqual("/235".utf8)
    }
}

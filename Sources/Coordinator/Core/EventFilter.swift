import Database

/// Which events a reader wants.
package struct EventFilter: Hashable, Sendable {
    /// Kinds: `sale.changed`, or `sale.*` for all that begin with `sale.`; none for all.
    package let kinds: [String]
    /// Of this subject only.
    package var subject: String?
    /// Of this owner only.
    package var owner: String?

    /// Every event.
    package static let all = EventFilter(checked: [])

    /// Most kinds of one filter.
    package static let mostKinds = 40

    private init(checked kinds: [String]) { self.kinds = kinds }

    /// Takes kinds as a caller wrote them; `*` stands for all.
    /// - Throws: `invalid` when no event is ever of such a kind: a typing error would otherwise be silence.
    package init(kinds: [String]) throws(CoordinatorError) {
        guard kinds.count <= Self.mostKinds else {
            throw CoordinatorError(.invalid, "At most \(Self.mostKinds) kinds can be named; write sale.* for a group.")
        }
        for pattern in kinds where !Self.isKnown(pattern) {
            throw CoordinatorError(
                .invalid,
                "No event is of the kind \"\(pattern.prefix(60))\"; write one like sale.changed, sale.* or *."
            )
        }
        self.init(checked: kinds.contains("*") ? [] : kinds)
    }

    /// Takes the stored form of `text`.
    init(text: String) { self.init(checked: text.split(separator: " ").map(String.init)) }

    /// The kinds in one text, for a column.
    var text: String { kinds.joined(separator: " ") }

    private static func isKnown(_ pattern: String) -> Bool {
        if pattern == "*" { return true }
        guard pattern.hasSuffix(".*") else { return EventKind(rawValue: pattern) != nil }
        return EventKind.allCases.contains { $0.rawValue.hasPrefix(pattern.dropLast()) }
    }

    /// The rest of a WHERE, and its bindings.
    var condition: (sql: String, bindings: [String: DatabaseValue]) {
        var bindings: [String: DatabaseValue] = [:]
        var sql = ""
        var choices: [String] = []
        for (index, kind) in kinds.enumerated() {
            let isGroup = kind.hasSuffix(".*")
            // Kinds are letters and points, so nothing in them is a wildcard.
            choices.append(isGroup ? "kind LIKE $kind\(index)" : "kind = $kind\(index)")
            bindings["kind\(index)"] = .text(isGroup ? "\(kind.dropLast())%" : kind)
        }
        if !choices.isEmpty { sql += " AND (\(choices.joined(separator: " OR ")))" }
        if let subject {
            sql += " AND subject = $subject"
            bindings["subject"] = .text(subject)
        }
        if let owner {
            sql += " AND owner = $owner"
            bindings["owner"] = .text(owner)
        }
        return (sql, bindings)
    }
}

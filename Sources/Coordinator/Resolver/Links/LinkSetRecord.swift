import Database
package import Passport
import Protocol

/// A set of links as it is stored: one version of it, the newest or an older one.
package struct LinkSetRecord: Sendable {
    /// Its id.
    package let id: String
    /// Whose it is.
    package let owner: String
    /// Counts from 1 on; every change, and the removal, is one more.
    package let version: Int64
    /// Whether it was removed with this version.
    package let isRemoved: Bool
    /// The links.
    package let set: LinkSet
    /// When it was made, milliseconds since 1970.
    package let createdAt: Int64
    /// When this version was made, milliseconds since 1970.
    package let changedAt: Int64
    /// Who made this version; nil for the newest one, which its versions name.
    package let changedBy: String?

    /// Reads a row of `link_set`, or one of `link_set_version` joined with it.
    init(row: DatabaseRow, changedBy: String? = nil) throws {
        id = try row.text("id")
        owner = try row.text("owner")
        version = try row.int64("version")
        isRemoved = try row.int64("removed") == 1
        set = try Self.set(row)
        createdAt = try row.int64("created_at")
        changedAt = try row.int64("changed_at")
        self.changedBy = changedBy
    }

    /// The links of a row with `anchor`, `description` and `links`.
    static func set(_ row: DatabaseRow) throws -> LinkSet {
        let bytes = Array(try row.text("links").utf8)
        return LinkSet(
            anchor: try row.text("anchor"),
            description: try row.optionalText("description"),
            links: try StrictJSON.decode(StoredLinks.self, from: bytes, maximumBytes: bytes.count).links
        )
    }

    /// The column `links` of some links.
    static func text(_ links: [ProductLink]) throws -> String {
        String(decoding: try StrictJSON.encode(StoredLinks(links: links)), as: UTF8.self)
    }

    private struct StoredLinks: Codable { let links: [ProductLink] }
}

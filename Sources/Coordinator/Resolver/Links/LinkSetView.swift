import Passport

/// A set of links as the API shows it.
struct LinkSetView: Encodable, Sendable {
    let id: String
    let anchor: String
    let address: String
    let owner: String
    let version: Int64
    let removed: Bool
    let description: String?
    let links: [ProductLink]
    let createdAt: Int64
    let changedAt: Int64
    let changedBy: String?

    init(_ record: LinkSetRecord, root: String) {
        id = record.id
        anchor = record.set.anchor
        address = root + record.set.anchor
        owner = record.owner
        version = record.version
        removed = record.isRemoved
        description = record.set.description
        links = record.set.links
        createdAt = record.createdAt
        changedAt = record.changedAt
        changedBy = record.changedBy
    }
}

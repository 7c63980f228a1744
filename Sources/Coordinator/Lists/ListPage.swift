/// One page of a list.
package struct ListPage<Item: Sendable>: Sendable {
    /// The rows.
    package let items: [Item]
    /// Where the next page begins; nil when this is the last one.
    package let next: String?

    /// A page of rows that were read with one row more than the limit, which tells whether there is another page.
    /// - Parameter cursor: the cursor after a row.
    package init(_ rows: [Item], limit: Int, cursor: (Item) -> String) {
        items = Array(rows.prefix(limit))
        next = rows.count > limit ? items.last.map(cursor) : nil
    }

    private init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }

    /// The same page of other values.
    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> ListPage<Other> {
        ListPage<Other>(items: try items.map(transform), next: next)
    }
}

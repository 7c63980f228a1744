import Database

/// Which alarms somebody wants to see: the query of `GET /v1/alarms` and of the operators' pages.
package struct AlarmSearch: Sendable, Hashable {
    /// Whether somebody acknowledged it.
    package enum State: String, CaseIterable, Sendable {
        /// Nobody has yet.
        case open
        /// Somebody has.
        case acknowledged
        /// Either.
        case all
    }

    /// Which.
    package var state = State.open
    /// Most rows of a page.
    package var limit = HTTPLimits.defaultPageRows
    /// Where to go on, from the page before.
    package var cursor: String?

    private static let cursors = PageCursor(list: "alarms")

    /// The open ones.
    package init(_ state: State = .open, limit: Int = HTTPLimits.defaultPageRows, cursor: String? = nil) {
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }

    /// Reads the query of a request.
    /// - Throws: `invalid`, saying which parameter.
    package init(query: (String) -> String?) throws(CoordinatorError) {
        if let text = query("state") {
            guard let state = State(rawValue: text) else {
                throw CoordinatorError(.invalid, "state must be open, acknowledged or all.")
            }
            self.state = state
        }
        if let text = query("limit") { limit = try HTTPLimits.rows(of: text) }
        cursor = query("cursor")
    }

    /// The alarms that match, newest first.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package func page(in work: Work) throws -> ListPage<AlarmBook.Alarm> {
        let filter =
            switch state {
            case .open: "acknowledged_at IS NULL"
            case .acknowledged: "acknowledged_at IS NOT NULL"
            case .all: "1 = 1"
            }
        let before = try Self.cursors.position(cursor, parts: 1)?.first
        let rows = try work.transaction.rows(
            "SELECT * FROM alarm WHERE \(filter) AND ($before IS NULL OR id < $before) ORDER BY id DESC LIMIT $limit",
            ["before": .text(before), "limit": .integer(Int64(limit) + 1)]
        ).map(AlarmBook.Alarm.init(row:))
        return ListPage(rows, limit: limit) { Self.cursors.text(after: [$0.id]) }
    }
}

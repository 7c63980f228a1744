/// What somebody looks for among the sales: the query of `GET /v1/sales`, of its CSV, and of the operators' pages.
package struct SaleSearch: Sendable, Hashable {
    /// Only this place's.
    package var place: String?
    /// Only this machine's.
    package var machine: String?
    /// Only those whose money stands so.
    package var money: MoneyState?
    /// Only those whose goods stand so.
    package var goods: GoodsState?
    /// Only those that wait for a person in this queue.
    package var queue: SaleQueue?
    /// The beginning of an id, or a whole address, command id or trace id, or the beginning of a payment's reference.
    package var text: String?
    /// Only those made at or after, milliseconds since 1970.
    package var from: Int64?
    /// Only those made before, milliseconds since 1970.
    package var to: Int64?
    /// Most rows of a page.
    package var limit = HTTPLimits.defaultPageRows
    /// Where to go on, from the page before.
    package var cursor: String?

    /// The latest time that can be asked for: ids hold 48 bits of it.
    package static let latestMilliseconds: Int64 = (1 << 48) - 1
    /// Longest text that is looked for, in code points.
    package static let maximumTextCharacters = 200

    /// Everything.
    package init() {}

    /// Reads the query of a request. An empty parameter counts as left out, as forms send them.
    /// - Throws: `invalid`, saying which parameter.
    package init(query: (String) -> String?) throws(CoordinatorError) {
        func given(_ name: String) -> String? { query(name).flatMap { $0.isEmpty ? nil : $0 } }
        place = given("place")
        machine = given("machine")
        money = try Self.choice(given("money"), "money")
        goods = try Self.choice(given("goods"), "goods")
        queue = try Self.choice(given("queue"), "queue")
        text = given("text")
        from = try Self.moment(given("from"), "from")
        to = try Self.moment(given("to"), "to")
        if let text = given("limit") { limit = try HTTPLimits.rows(of: text) }
        cursor = given("cursor")
        if let text, text.unicodeScalars.count > Self.maximumTextCharacters {
            throw CoordinatorError(.invalid, "text has at most \(Self.maximumTextCharacters) characters.")
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String?,
        _ name: String
    ) throws(CoordinatorError) -> Choice? where Choice.RawValue == String {
        guard let text else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw CoordinatorError(.invalid, "\(name) must be one of: \(known); not \"\(text.prefix(30))\".")
    }

    private static func moment(_ text: String?, _ name: String) throws(CoordinatorError) -> Int64? {
        guard let text else { return nil }
        guard let moment = Int64(text), (0...latestMilliseconds).contains(moment) else {
            throw CoordinatorError(.invalid, "\(name) must be a time in milliseconds since 1970.")
        }
        return moment
    }
}

/// The filter of the sales' page: what its form says, and the search that it stands for. Pure.
struct SaleFilter: Sendable, Equatable {
    /// The states that can be looked for, in the order of a sale's life.
    enum State: String, CaseIterable, Sendable {
        case unpaid, underWay, delivered, inDoubt, failed, notStarted, ended, refundDue, refunded, credited, reversed

        var name: String {
            switch self {
            case .unpaid: "Waiting for payment"
            case .underWay: "On its way"
            case .delivered: "Delivered"
            case .inDoubt: "In doubt"
            case .failed: "Not delivered"
            case .notStarted: "Never started"
            case .ended: "Ended without a command"
            case .refundDue: "Refund due"
            case .refunded: "Refunded"
            case .credited: "Kept as credit"
            case .reversed: "Payment taken back"
            }
        }

        fileprivate func apply(to search: inout SaleSearch) {
            switch self {
            case .unpaid: search.goods = .reserved
            case .underWay: search.goods = .dispatched
            case .delivered: search.goods = .delivered
            case .inDoubt: search.goods = .inDoubt
            case .failed: search.goods = .failed
            case .notStarted: search.goods = .notStarted
            case .ended: search.goods = GoodsState.none
            case .refundDue: search.money = .refundDue
            case .refunded: search.money = .refunded
            case .credited: search.money = .credited
            case .reversed: search.money = .reversed
            }
        }
    }

    let place: String
    let state: String
    let text: String
    let from: String
    let to: String
    let cursor: String?

    private static let rows = 50
    /// Longest text that is looked for, in bytes.
    private static let longest = 200
    private static let dayMilliseconds: Int64 = 86_400_000

    init(query: (String) -> String?) {
        func given(_ name: String) -> String { String((query(name) ?? "").prefix(Self.longest)) }
        place = given("place")
        state = given("state")
        text = given("text")
        from = given("from")
        to = given("to")
        cursor = query("cursor").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether anything is looked for.
    var isNarrow: Bool { [place, state, text, from, to].contains { !$0.isEmpty } }

    /// - Throws: `invalid`, saying which field.
    func search() throws(CoordinatorError) -> SaleSearch {
        var search = SaleSearch()
        search.limit = Self.rows
        search.cursor = cursor
        if !place.isEmpty { search.place = place }
        if !text.isEmpty {
            search.text = text.trimmed
        }
        if !state.isEmpty {
            guard let state = State(rawValue: state) else {
                throw CoordinatorError(.invalid, "There is no such state; choose one of the list.")
            }
            state.apply(to: &search)
        }
        search.from = try Self.day(from, "first")
        search.to = try Self.day(to, "last").map { $0 + Self.dayMilliseconds }
        return search
    }

    /// The address of the page that goes on after a cursor.
    func path(after cursor: String?) -> String {
        let fields = [("place", place), ("state", state), ("text", text), ("from", from), ("to", to)]
        var parts = fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }
        if let cursor { parts.append("cursor=\(PercentEncoding.encode(cursor))") }
        return "/operator/sales" + (parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))")
    }

    private static func day(_ text: String, _ name: String) throws(CoordinatorError) -> Int64? {
        guard !text.isEmpty else { return nil }
        guard let start = PageTime.start(ofDay: text) else {
            throw CoordinatorError(.invalid, "The \(name) day is \"\(text.prefix(20))\". Write it like 2027-01-31.")
        }
        return start
    }
}

import Database

/// What `operator-frame.mustache` shows around a page: navigation, login, notice.
struct OperatorFrame: Sendable {
    /// The name of the hidden field that every form carries.
    static let formTokenField = "form-token"

    /// A link of the navigation.
    struct Link: Sendable {
        let name: String
        let path: String
        let isCurrent: Bool
        /// How many things wait there; nil for none.
        let waiting: Int64?
    }

    /// Something that holds for the whole deployment and that nobody may miss.
    struct Banner: Sendable {
        let title: String
        let text: String
        /// Where it is settled; nil for a login that may not see it.
        let path: String?
    }

    /// What the frame reads with each page.
    struct Facts: Sendable {
        var salesWithPerson: Int64 = 0
        var openAlarms: Int64 = 0
        var banner: Banner?

        init() {}

        static func read(_ caller: Caller, in work: Work) throws -> Facts {
            var facts = Facts()
            if try RecoveryBook.isOpen(in: work) {
                facts.banner = Banner(
                    title: "Nothing is sold: a recovery goes on.",
                    text: "Machines have to tell first what they did since the backup.",
                    path: caller.scopes.contains(.healthRead) ? OperatorSection.recovery.path : nil
                )
            }
            if caller.scopes.contains(.salesRead) {
                let row = try work.transaction.first("SELECT count(DISTINCT sale) AS total FROM sale_queue")
                facts.salesWithPerson = try row?.int64("total") ?? 0
            }
            if caller.scopes.contains(.alarmsRead) {
                let row = try work.transaction.first(
                    "SELECT count(*) AS total FROM alarm WHERE acknowledged_at IS NULL"
                )
                facts.openAlarms = try row?.int64("total") ?? 0
            }
            return facts
        }
    }

    let heading: String
    let links: [Link]
    let who: String
    let token: String
    let notice: String?
    let banner: Banner?
    let page: any Sendable

    init(_ sheet: OperatorDesk.Sheet, _ session: PageSession, _ facts: Facts, _ page: any Sendable) {
        heading = sheet.title
        links = OperatorSection.allCases.compactMap { section in
            guard section != .none, section.scope.map(session.caller.scopes.contains) ?? true else { return nil }
            let waiting =
                switch section {
                case .waiting: facts.salesWithPerson
                case .alarms: facts.openAlarms
                default: Int64(0)
                }
            return Link(
                name: section.name,
                path: section.path,
                isCurrent: section == sheet.section,
                waiting: waiting > 0 ? waiting : nil
            )
        }
        who = session.caller.name
        token = session.formToken
        notice = session.notice
        banner = facts.banner.map { banner in
            // Who is there already needs no way there.
            Banner(
                title: banner.title,
                text: banner.text,
                path: banner.path == sheet.section.path ? nil : banner.path
            )
        }
        self.page = page
    }
}

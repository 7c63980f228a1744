package import Hummingbird

/// `/operator/labels`: prints labels, and shows each sheet as it was printed.
package struct LabelPageRoutes: Sendable {
    let desk: OperatorDesk

    private static let path = "/operator/labels"
    private static let rows = 20

    /// Where a sheet is shown.
    static func path(of sheet: String) -> String { "\(path)/\(sheet)" }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/labels") { _, context in
            let caller = try context.requireCaller()
            let sheet = OperatorDesk.Sheet(template: "operator-labels", title: "Labels", section: .labels)
            return try await desk.show(sheet, context) { try Self.read(caller, in: $0) }
        }
        router.post("/operator/labels") { request, context in
            let form = try await request.form()
            let carriers = try Self.carriers(form)
            let caller = try context.requireCaller()
            let sheet = desk.runtime.ids.identifier(at: desk.runtime.clock())
            return try await desk.carryOut(context, goOn: Self.path(of: sheet)) { work in
                _ = try PrintRepository.add(carriers, sheet: sheet, caller: caller, in: work)
                return "\(carriers.count) labels are kept as printed."
            }
        }
        router.get("/operator/labels/{sheet}") { _, context in
            let (id, owner) = (try context.text("sheet"), try context.requireCaller().owner)
            let prints = try await desk.runtime.view { try PrintRepository.sheet(id, owner: owner, in: $0) }
            var page = Page("label-sheet", title: "Labels", content: try LabelSheet(prints))
            page.styles = [.labelStyle]
            return try desk.writer.response(page)
        }
    }

    private static func carriers(_ form: [String: String]) throws(CoordinatorError) -> [Carrier] {
        let links = (form["links"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        guard (1...PrintRepository.mostLabels).contains(links.count) else {
            throw CoordinatorError(.invalid, "A sheet has 1 to \(PrintRepository.mostLabels) links, one on each line.")
        }
        let symbology = form["symbology"].flatMap(Symbology.init(rawValue:)) ?? .qr
        var carriers: [Carrier] = []
        for link in links { carriers.append(try Carrier(CarrierText(link), as: symbology, .svg)) }
        return carriers
    }

    private static func read(_ caller: Caller, in work: Work) throws -> LabelsPage {
        let prints = try PrintRepository.page(
            link: nil,
            sheet: nil,
            owner: caller.owner,
            cursor: nil,
            limit: rows,
            in: work
        ).items
        return LabelsPage(
            canPrint: caller.scopes.contains(.carriersPrint),
            kinds: Symbology.allCases.map { LabelsPage.Kind(value: $0.rawValue, name: $0.name) },
            most: PrintRepository.mostLabels,
            rows: prints.map { print in
                LabelsPage.Row(
                    at: PageTime(print.printedAt, now: work.now),
                    by: print.printedBy,
                    kind: print.symbology.name,
                    text: print.text,
                    path: path(of: print.sheet)
                )
            },
            hasRows: !prints.isEmpty
        )
    }
}

/// What fills `operator-labels.mustache`.
struct LabelsPage: Sendable {
    struct Kind: Sendable {
        let value: String
        let name: String
    }

    struct Row: Sendable {
        let at: PageTime
        let by: String
        let kind: String
        let text: String
        let path: String
    }

    let canPrint: Bool
    let kinds: [Kind]
    let most: Int
    let rows: [Row]
    let hasRows: Bool
}

/// What fills `label-sheet.mustache`: the symbols as they were printed, each with its text for people.
struct LabelSheet: Sendable {
    struct Label: Sendable {
        let side: Int
        let path: String
        let text: String
        let bracketed: String
    }

    let labels: [Label]

    init(_ prints: [PrintRecord]) throws(CoordinatorError) {
        var labels: [Label] = []
        for print in prints {
            let symbol = try print.drawnAgain().symbol
            labels.append(
                Label(
                    side: symbol.side,
                    path: symbol.path,
                    text: symbol.text,
                    bracketed: try CarrierText(print.link).bracketed
                )
            )
        }
        self.labels = labels
    }
}

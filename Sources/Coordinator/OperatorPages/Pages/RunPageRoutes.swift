import HTTPTypes
package import Hummingbird
import Machine
import Passport
import Protocol

/// `/operator/runs`: what the lines make, unit by unit.
package struct RunPageRoutes: Sendable {
    let desk: OperatorDesk
    let runs: RunDesk
    let directory: MachineDirectory

    private static let path = OperatorSection.runs.path
    private static let pageRows = 25
    private static let mostUnits = 100
    private static let mostChoices = 200

    /// Where a run is shown.
    static func path(_ run: String) -> String { "\(path)/\(run)" }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/runs") { request, context in try await list(request.query("cursor"), context, nil) }
        router.post("/operator/runs") { request, context in try await order(request, context) }
        router.get("/operator/runs/{run}") { _, context in try await detail(context, nil) }
        router.post("/operator/runs/{run}/serials") { request, context in try await grant(request, context) }
        router.post("/operator/runs/{run}/{request}") { request, context in try await ask(request, context) }
    }

    // MARK: The list

    private func list(_ cursor: String?, _ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let scopes = try context.requireCaller().scopes
        var sheet = OperatorDesk.Sheet(template: "operator-runs", title: "Runs", section: .runs)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { work in
            let page = try RunRepository.page(machine: nil, cursor: cursor, limit: Self.pageRows, in: work)
            let products = try ProductRepository.page(cursor: nil, limit: Self.mostChoices, in: work).items
            let names = Dictionary(products.map { ($0.gtin, $0.name) }) { first, _ in first }
            let machines = try lines(in: work)
            func field(_ name: String, else value: String = "") -> String {
                FormDraft.field(draft, at: "order", name, else: value)
            }
            return RunsPage(
                rows: page.items.map { run in
                    RunsPage.Row(
                        path: Self.path(run.id),
                        product: names[run.gtin] ?? run.gtin.description,
                        machine: Self.name(run.machine),
                        standing: RunWords.badge(run.progress),
                        made: "\(run.commissioned) of \(run.count)",
                        scrapped: run.scrapped,
                        ordered: PageTime(run.createdAt, now: work.now)
                    )
                },
                hasRows: !page.items.isEmpty,
                products: products.map { RunsPage.Choice(value: $0.gtin.description, name: $0.name) },
                machines: machines.map { RunsPage.Choice(value: $0, name: Self.name($0)) },
                canOrder: scopes.contains(.runsStart) && !machines.isEmpty,
                canMakeProduct: scopes.contains(.serialsWrite),
                trouble: FormDraft.trouble(draft, at: "order"),
                gtin: field("gtin", else: products.first?.gtin.description ?? ""),
                name: field("name"),
                lot: field("lot"),
                count: field("count", else: "10"),
                next: page.next.map { "\(Self.path)?cursor=\($0)" }
            )
        }
    }

    /// The machines that may stamp: those with a station, and those of which nobody knows yet.
    private func lines(in work: Work) throws -> [String] {
        try MachineRepository.allowed(in: work).filter { id in
            let profile = try directory.profile(of: MachineRepository.get(id, in: work))
            return profile?.stations.isEmpty != true
        }
    }

    private static func name(_ machine: String) -> String {
        machine.split(separator: ":").first.map(String.init) ?? machine
    }

    private func order(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let (caller, runs, session) = (try context.requireCaller(), runs, try context.requireSession())
        let sessions = desk.sessions
        do {
            guard let count = form["count"].flatMap({ Int($0.trimmed) }) else {
                throw CoordinatorError(.invalid, "Write how many units are to be made, as a number.")
            }
            let lot = (form["lot"] ?? "").trimmed
            let gtin = try GTIN.named((form["gtin"] ?? "").trimmed)
            let name = (form["name"] ?? "").trimmed
            let order = RunOrder(
                gtin: gtin.description,
                lot: lot.isEmpty ? nil : lot,
                count: count,
                machine: form["machine"] ?? "",
                start: true
            )
            let id = try await desk.runtime.perform { work in
                if !name.isEmpty, try ProductRepository.find(gtin, in: work) == nil {
                    guard caller.scopes.contains(.serialsWrite) else {
                        throw CoordinatorError(.forbidden, "This login may not make products; ask somebody who may.")
                    }
                    _ = try ProductRepository.put(ProductChange(name: name), gtin: gtin, caller: caller, in: work)
                }
                let run = try runs.order(order, by: caller, in: work)
                try sessions.setNotice(
                    "The run is ordered. It starts when its serials are there.",
                    of: session,
                    in: work
                )
                return run.id
            }
            return OperatorDesk.seeOther(Self.path(id))
        } catch {
            return try await list(nil, context, FormDraft("order", form, error))
        }
    }

    // MARK: One run

    private func detail(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let id = try context.text("run")
        let scopes = try context.requireCaller().scopes
        let canAsk = scopes.contains(.runsStart)
        var sheet = OperatorDesk.Sheet(template: "operator-run", title: "Run", section: .runs)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { work in
            let run = try RunRepository.get(id, in: work)
            let product = try ProductRepository.get(run.gtin, in: work)
            let units = try SerialBook.latestUnits(of: run.id, limit: Self.mostUnits, in: work)
            return RunPage(
                id: run.id,
                product: product.name,
                gtin: run.gtin.description,
                lot: run.lot?.text,
                machine: Self.name(run.machine),
                machinePath: MachineReading.path(run.machine),
                standing: RunWords.badge(run.progress),
                reason: run.progress.reason.map(RunReasonWords.what),
                waits: RunWords.waits(run.progress),
                count: run.count,
                commissioned: run.commissioned,
                scrapped: run.scrapped,
                unusable: run.unusable,
                serialsLeft: try BlockBook.left(for: run, in: work),
                isOpen: !run.progress.state.isFinal,
                canGrant: !run.progress.state.isFinal && scopes.contains(.serialsWrite),
                grant: FormDraft.field(draft, at: "serials", "count", else: "10"),
                ordered: PageTime(run.createdAt, now: work.now),
                since: PageTime(run.since, now: work.now),
                ended: PageTime(run.endedAt, now: work.now),
                actions: canAsk ? Self.actions(run) : [],
                units: try units.map { try Self.unit($0, hasPassport: product.passport != nil, now: work.now) },
                hasUnits: !units.isEmpty,
                trouble: draft?.trouble
            )
        }
    }

    /// Grants serials ahead of any run: the machine takes those before all others.
    private func grant(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (id, by) = (try context.text("run"), try context.requireCaller().name)
        let form = try await request.form()
        do {
            guard let count = form["count"].flatMap({ Int($0.trimmed) }) else {
                throw CoordinatorError(.invalid, "Write how many serials are to be granted, as a number.")
            }
            return try await desk.carryOut(context, goOn: Self.path(id)) { work in
                let run = try RunRepository.get(id, in: work)
                guard !run.progress.state.isFinal else { throw CoordinatorError(.conflict, "The run is over.") }
                try BlockBook.grant(count, of: run.gtin, to: run.machine, by: by, in: work)
                return "The serials are granted. The line has them once the log holds their grant."
            }
        } catch {
            return try await detail(context, FormDraft("serials", form, error))
        }
    }

    private static func actions(_ run: RunRecord) -> [RunPage.Action] {
        RunWords.requests(run.progress).map { request in
            RunPage.Action(
                path: "\(path(run.id))/\(request.rawValue)",
                name: RunWords.name(request),
                isGrave: request == .abort
            )
        }
    }

    private static func unit(_ record: SerialRecord, hasPassport: Bool, now: Moment) throws -> RunPage.Unit {
        let link = try DigitalLink(stem: DigitalLink.canonicalStem, gtin: record.gtin, serial: record.serial)
        return RunPage.Unit(
            unit: record.unit ?? 0,
            serial: record.serial.text,
            passport: hasPassport && record.state == .commissioned ? "/p\(link.path)" : nil,
            standing: RunWords.badge(record),
            detail: record.detail,
            at: PageTime(record.changedAt, now: now)
        )
    }

    private func ask(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (id, by, runs) = (try context.text("run"), try context.requireCaller().name, runs)
        guard let asked = RunProgress.Request(rawValue: try context.text("request")) else {
            throw CoordinatorError(.notFound, "There is no such button.")
        }
        do {
            return try await desk.carryOut(context, goOn: Self.path(id)) { work in
                _ = try runs.ask(asked, of: id, by: by, in: work)
                return RunWords.done(asked)
            }
        } catch {
            return try await detail(context, FormDraft("ask", [:], error))
        }
    }
}

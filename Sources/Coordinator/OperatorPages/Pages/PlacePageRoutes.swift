import Faults
import HTTPTypes
package import Hummingbird
import Protocol

/// `/operator/places`: prices, stock, lanes, and which machine delivers.
package struct PlacePageRoutes: Sendable {
    let desk: OperatorDesk
    let links: AgentLinks
    let rails: RailSet
    let money: PageMoney

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/places") { _, context in try await list(context, nil) }
        router.post("/operator/places") { request, context in try await create(request, context) }
        router.get("/operator/places/{place}") { _, context in try await detail(context, nil) }
        router.get("/operator/places/{place}/prices") { _, context in try await prices(context, nil) }
        router.post("/operator/places/{place}/prices") { request, context in try await setPrices(request, context) }
        router.post("/operator/places/{place}/stock") { request, context in try await count(request, context) }
        router.post("/operator/places/{place}/machine") { request, context in try await assign(request, context) }
        router.post("/operator/places/{place}/opening") { request, context in try await open(request, context) }
        router.post("/operator/places/{place}/lanes/{lane}") { request, context in try await lane(request, context) }
    }

    private func reading(_ context: AppRequestContext) throws -> PlaceReading {
        PlaceReading(
            caller: try context.requireCaller(),
            links: links,
            rails: rails,
            money: money
        )
    }

    // MARK: Showing

    private func list(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let reading = try reading(context)
        var sheet = OperatorDesk.Sheet(template: "operator-places", title: "Places", section: .places)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { try reading.list(draft, in: $0) }
    }

    private func detail(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let reading = try reading(context)
        let slug = try context.text("place")
        var sheet = OperatorDesk.Sheet(template: "operator-place", title: slug, section: .places)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { try reading.detail(slug, draft, in: $0) }
    }

    private func prices(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let reading = try reading(context)
        let slug = try context.text("place")
        var sheet = OperatorDesk.Sheet(template: "operator-prices", title: "Prices of \(slug)", section: .places)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { try reading.prices(slug, draft, in: $0) }
    }

    // MARK: Forms

    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let caller = try context.requireCaller()
        let slug = form["slug"] ?? ""
        let change = PlaceChange(name: form["name"] ?? "", open: false, selections: [])
        do {
            return try await desk.carryOut(context, goOn: "\(PlaceReading.path(slug))/prices") { work in
                // Sending the form twice makes one place and never empties one that has prices.
                if let known = try PlaceRepository.find(slug, in: work) {
                    guard known.selections.isEmpty, known.name == change.name else {
                        throw CoordinatorError(.conflict, "There is a place with the address \(slug) already.")
                    }
                    return "The place is made. Write its price list."
                }
                _ = try PlaceRepository.put(change, slug: slug, caller: caller, in: work)
                return "The place is made. Write its price list."
            }
        } catch {
            return try await list(context, FormDraft("create", form, error))
        }
    }

    private func setPrices(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let caller = try context.requireCaller()
        let slug = try context.text("place")
        let money = money
        do {
            return try await desk.carryOut(context, goOn: PlaceReading.path(slug)) { work in
                let place = try PlaceRepository.get(slug, in: work)
                let change = try PriceForm(fields: form).change(isOpen: place.isOpen, money: money)
                _ = try PlaceRepository.put(change, slug: slug, caller: caller, in: work)
                return "Name and prices are saved. New orders are quoted at them from now on."
            }
        } catch {
            return try await prices(context, FormDraft("prices", form, error))
        }
    }

    private func count(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let by = try context.requireCaller().name
        let slug = try context.text("place")
        do {
            let response = try await desk.carryOut(context, goOn: PlaceReading.path(slug)) { work in
                let place = try PlaceRepository.get(slug, in: work)
                var changed = 0
                for stock in try StockRepository.list(place: slug, in: work) {
                    guard let text = form["count-\(stock.lane)"] else { continue }
                    guard let count = Int64(text.filter { !$0.isWhitespace }) else {
                        throw CoordinatorError(
                            .invalid,
                            "The count of lane \(stock.lane) is \"\(text)\", not a number."
                        )
                    }
                    // What was not touched may have been sold meanwhile: the form says what it showed.
                    guard form["shown-\(stock.lane)"] != text, count != stock.units.stock else { continue }
                    let change = LaneChange(count: count)
                    _ = try change.apply(place: slug, lane: stock.lane, owner: place.owner, by: by, in: work)
                    changed += 1
                }
                return changed == 0
                    ? "No count was changed." : "\(changed) lane\(changed == 1 ? " is" : "s are") counted."
            }
            FaultPoint.reach(CoordinatorStep.stockCommitted)
            return response
        } catch {
            return try await detail(context, FormDraft("stock", form, error))
        }
    }

    private func assign(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let by = try context.requireCaller().name
        let slug = try context.text("place")
        let machine = form["machine"].flatMap { $0.isEmpty ? nil : $0 }
        do {
            if let machine { _ = try MachineID(text: machine) }
            return try await desk.carryOut(context, goOn: PlaceReading.path(slug)) { work in
                _ = try PlaceRepository.assign(machine, to: slug, by: by, in: work)
                return machine == nil ? "No machine delivers here now." : "The machine delivers here from now on."
            }
        } catch {
            return try await detail(context, FormDraft("machine", form, error))
        }
    }

    private func open(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let caller = try context.requireCaller()
        let slug = try context.text("place")
        let isOpen = form["open"] == "yes"
        do {
            return try await desk.carryOut(context, goOn: PlaceReading.path(slug)) { work in
                let place = try PlaceRepository.get(slug, in: work)
                let change = PlaceChange(name: place.name, open: isOpen, selections: place.selections)
                _ = try PlaceRepository.put(change, slug: slug, caller: caller, in: work)
                return isOpen ? "The place is open." : "The place is closed. Orders that are paid are still delivered."
            }
        } catch {
            return try await detail(context, FormDraft("opening", form, error))
        }
    }

    private func lane(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let by = try context.requireCaller().name
        let (slug, lane) = (try context.text("place"), try context.text("lane"))
        do {
            return try await desk.carryOut(context, goOn: PlaceReading.path(slug)) { work in
                let place = try PlaceRepository.get(slug, in: work)
                let (change, done) = try Self.laneChange(form["action"] ?? "", lane)
                _ = try change.apply(place: slug, lane: lane, owner: place.owner, by: by, in: work)
                return done
            }
        } catch {
            return try await detail(context, FormDraft("stock", form, error))
        }
    }

    private static func laneChange(_ action: String, _ lane: String) throws -> (LaneChange, done: String) {
        switch action {
        case "enable": (LaneChange(enabled: true), "Lane \(lane) is sold from.")
        case "disable": (LaneChange(enabled: false), "Lane \(lane) is not sold from any more.")
        case "clear": (LaneChange(faulted: false), "The fault of lane \(lane) is cleared.")
        default: throw CoordinatorError(.invalid, "There is no such action; use the page's own buttons.")
        }
    }
}

/// Reads the pages of places.
struct PlaceReading {
    let caller: Caller
    let links: AgentLinks
    let rails: RailSet
    let money: PageMoney

    /// How many events of a place its page shows.
    private static let mostEvents = 12

    static func path(_ slug: String) -> String { "/operator/places/\(PercentEncoding.encode(slug))" }

    func list(_ draft: FormDraft?, in work: Work) throws -> PlacesPage {
        let facts = try AttentionFacts.read(links: links, rails: rails, in: work)
        let rows = try PlaceRepository.list(in: work).map { place in
            let machine = facts.machines.first { $0.id == place.machine }
            let lanes = try StockRepository.list(place: place.slug, in: work)
            return PlacesPage.Row(
                name: place.name,
                slug: place.slug,
                path: Self.path(place.slug),
                opening: Self.opening(place),
                machine: PlaceWords.machine(isOpen: place.isOpen, assigned: place.machine, machine),
                machineName: machine?.name,
                selections: place.selections.count,
                stock: PlaceWords.stock(facts.places.first { $0.slug == place.slug }),
                units: lanes.reduce(0) { $0 + $1.units.stock }
            )
        }
        return PlacesPage(
            rows: rows,
            isEmpty: rows.isEmpty,
            canWrite: caller.scopes.contains(.placesWrite),
            trouble: FormDraft.trouble(draft, at: "create"),
            newName: FormDraft.field(draft, at: "create", "name"),
            newSlug: FormDraft.field(draft, at: "create", "slug")
        )
    }

    func detail(_ slug: String, _ draft: FormDraft?, in work: Work) throws -> PlacePageContent {
        let place = try PlaceRepository.get(slug, in: work)
        let facts = try AttentionFacts.read(links: links, rails: rails, in: work)
        let machine = facts.machines.first { $0.id == place.machine }
        let mayWrite = caller.scopes.contains(.placesWrite)
        let mayRead = caller.scopes.contains(.eventsRead)
        let lanes = try StockRepository.list(place: slug, in: work).enumerated().map { lane($1, $0, place, draft) }
        let taken = Set(try PlaceRepository.list(in: work).filter { $0.slug != slug }.compactMap(\.machine))
        let chosen = FormDraft.field(draft, at: "machine", "machine", else: place.machine ?? "")
        return PlacePageContent(
            name: place.name,
            slug: slug,
            path: Self.path(slug),
            shop: "/m/\(PercentEncoding.encode(slug))",
            isOpen: place.isOpen,
            opening: Self.opening(place),
            machine: PlaceWords.machine(isOpen: place.isOpen, assigned: place.machine, machine),
            machineName: machine?.name ?? place.machine,
            machinePath: place.machine.map(MachineReading.path),
            machines: facts.machines.filter { !taken.contains($0.id) }.map { option in
                PlacePageContent.MachineOption(
                    id: option.id,
                    name:
                        "\(option.name) (\(MachineReading.fingerprint(option.id)))",
                    isSelected: option.id == chosen
                )
            },
            hasMachine: place.machine != nil,
            prices: place.selections.map { selection in
                PlacePageContent.PriceRow(
                    id: selection.id,
                    name: selection.name,
                    lane: selection.lane,
                    price: PageMoney.text(selection.priceMinor ?? 0, money.currency)
                )
            },
            hasPrices: !place.selections.isEmpty,
            lanes: lanes,
            hasLanes: !lanes.isEmpty,
            canWrite: mayWrite,
            events: mayRead
                ? try EventSearch(subject: slug).newest(limit: Self.mostEvents, in: work)
                    .map { EventRow($0, now: work.now) } : [],
            showsEvents: mayRead,
            stockTrouble: FormDraft.trouble(draft, at: "stock"),
            machineTrouble: FormDraft.trouble(draft, at: "machine"),
            openingTrouble: FormDraft.trouble(draft, at: "opening")
        )
    }

    func prices(_ slug: String, _ draft: FormDraft?, in work: Work) throws -> PricesPage {
        let place = try PlaceRepository.get(slug, in: work)
        let form = draft.map { PriceForm(fields: $0.fields) } ?? PriceForm(place, money: money)
        return PricesPage(
            name: form.fields["name"] ?? place.name,
            path: Self.path(slug),
            currency: money.currency.code,
            lines: form.lines,
            count: form.count,
            trouble: draft?.trouble
        )
    }

    private func lane(
        _ stock: LaneStock,
        _ index: Int,
        _ place: Place,
        _ draft: FormDraft?
    ) -> PlacePageContent.LaneRow {
        let names = place.selections.filter { $0.lane == stock.lane }.map(\.name)
        return PlacePageContent.LaneRow(
            lane: stock.lane,
            field: "count-\(stock.lane)",
            path: "\(Self.path(place.slug))/lanes/\(PercentEncoding.encode(stock.lane))",
            names: names.isEmpty ? "not in the price list" : names.joined(separator: ", "),
            state: PlaceWords.lane(stock),
            fault: stock.fault,
            count: FormDraft.field(draft, at: "stock", "count-\(stock.lane)", else: String(stock.units.stock)),
            shown: FormDraft.field(draft, at: "stock", "shown-\(stock.lane)", else: String(stock.units.stock)),
            reserved: stock.units.reserved,
            isEnabled: stock.isEnabled,
            isFaulted: stock.fault != nil
        )
    }

    private static func opening(_ place: Place) -> Badge {
        place.isOpen ? Badge(.good, "Open") : Badge(.plain, "Closed")
    }
}

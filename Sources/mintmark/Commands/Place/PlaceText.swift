/// Places as people read them.
enum PlaceText {
    /// A table.
    static func list(_ places: [Answers.Place], _ presentation: Presentation) -> String {
        guard !places.isEmpty else {
            return "There is no place yet. Make one:"
                + " mintmark place put lobby --name Lobby --selection a1=A1:Peanuts:1.50\n"
        }
        var table = Table([
            .text("PLACE"), .words("NAME"), .text("STATE"), .number("SELECTIONS"), .number("UNITS"), .words("TROUBLE"),
            .text("MACHINE"),
        ])
        for place in places {
            let state = state(place)
            table.add([
                .init(place.place), .init(place.name), state, .init(String(place.selections.count)),
                .init(String(place.lanes.map(\.count).reduce(0, +))), trouble(place),
                place.machine.map { .init($0) } ?? .init("none", .warning),
            ])
        }
        return table.text(presentation)
    }

    /// One place with its price list and its stock.
    static func sheet(_ place: Answers.Place, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("place", place.place)
        sheet.add("name", place.name)
        let state = state(place)
        sheet.add("state", state.text, state.tone)
        sheet.add("owner", place.owner)
        sheet.add("machine", place.machine ?? "none", place.machine == nil ? .warning : .plain)
        guard !place.selections.isEmpty else {
            return sheet.text(presentation)
                + "\nIts price list is empty: mintmark place put \(place.place) --selection a1=A1:Peanuts:1.50\n"
        }
        var prices = Table([.text("SELECTION"), .words("NAME"), .number("PRICE"), .text("LANE")])
        for selection in place.selections {
            prices.add([
                .init(selection.id), .init(selection.name),
                .init(AmountText.whole(selection.price, place.currency)), .init(selection.lane),
            ])
        }
        var lanes = Table([.text("LANE"), .number("UNITS"), .number("RESERVED"), .text("STATE"), .words("REASON")])
        for lane in place.lanes {
            lanes.add([
                .init(lane.lane), .init(String(lane.count), lane.count == 0 ? .warning : .plain),
                .init(String(lane.reserved)), laneState(lane), .init(lane.faultReason ?? ""),
            ])
        }
        return sheet.text(presentation) + "\n" + prices.text(presentation) + "\n" + lanes.text(presentation)
    }

    private static func state(_ place: Answers.Place) -> Table.Cell {
        place.open ? .init("open", .good) : .init("closed", .warning)
    }

    private static func laneState(_ lane: Answers.Place.Lane) -> Table.Cell {
        if lane.faulted { return .init("out of order", .bad) }
        return lane.enabled ? .init("enabled", .good) : .init("disabled", .warning)
    }

    private static func trouble(_ place: Answers.Place) -> Table.Cell {
        let faulted = place.lanes.filter(\.faulted).map(\.lane)
        if !faulted.isEmpty { return .init("out of order: \(faulted.joined(separator: ", "))", .bad) }
        let empty = place.lanes.filter { $0.count == 0 }.map(\.lane)
        return empty.isEmpty ? .init("none", .faint) : .init("empty: \(empty.joined(separator: ", "))", .warning)
    }
}

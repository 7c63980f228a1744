/// How a place, its machine and its lanes are called in badges.
enum PlaceWords {
    static func machine(isOpen: Bool, assigned: String?, _ machine: AttentionFacts.Machine?) -> Badge {
        guard assigned != nil else { return isOpen ? Badge(.danger, "No machine") : Badge(.plain, "No machine") }
        guard let machine else { return Badge(.danger, "Not enrolled") }
        return MachineWords.standing(machine)
    }

    static func stock(_ place: AttentionFacts.OpenPlace?) -> Badge {
        guard let place else { return Badge(.plain, "Closed") }
        if !place.faultedLanes.isEmpty { return Badge(.danger, "\(place.faultedLanes.count) out of order") }
        if !place.emptyLanes.isEmpty { return Badge(.warning, "\(place.emptyLanes.count) sold out") }
        return Badge(.good, "In stock")
    }

    static func lane(_ stock: LaneStock) -> Badge {
        if stock.fault != nil { return Badge(.danger, "Out of order") }
        if !stock.isEnabled { return Badge(.plain, "Not sold") }
        return stock.units.available == 0 ? Badge(.warning, "Sold out") : Badge(.good, "Selling")
    }
}

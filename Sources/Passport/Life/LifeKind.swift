/// What may happen to a product after it was made. The raw value is what permissions and the API say, and is
/// never renamed.
package enum LifeKind: String, CaseIterable, Sendable {
    /// Looked at or measured; the way to update statements of a passport.
    case inspection
    /// Made whole again.
    case repair
    /// Handed to another owner.
    case transfer
    /// Taken apart for its materials: its last event.
    case recycling
    /// Called back by the maker or an authority.
    case recall
    /// No longer called back.
    case recallLifted

    /// What an event means; nil when it is none of these.
    package init?(_ event: ObjectEvent) {
        switch (event.step, event.disposition, event.action) {
        case (.inspecting, .conformant, .observe): self = .recallLifted
        case (.inspecting, nil, .observe), (.inspecting, .damaged, .observe), (.inspecting, .active, .observe):
            self = .inspection
        case (.repairing, nil, .observe), (.repairing, .active, .observe): self = .repair
        case (.accepting, nil, .observe) where event.transfer != nil: self = .transfer
        case (.destroying, .destroyed, .delete): self = .recycling
        case (.holding, .recalled, .observe): self = .recall
        default: return nil
        }
        if event.transfer != nil, self != .transfer { return nil }
    }

    /// An event of this kind.
    /// - Parameter transfer: for a transfer, and for nothing else.
    /// - Throws: `badValue` when it is missing or too much, and what `ObjectEvent` throws.
    package func event(
        of product: DigitalLink,
        milliseconds: Int64,
        transfer: OwnershipTransfer? = nil
    ) throws(PassportError) -> ObjectEvent {
        guard (transfer != nil) == (self == .transfer) else {
            throw PassportError(.badValue, "A transfer says from whom to whom; no other event does.")
        }
        let (action, step, disposition): (ObjectEvent.Action, LifeStep, Disposition?) =
            switch self {
            case .inspection: (.observe, .inspecting, nil)
            case .repair: (.observe, .repairing, nil)
            case .transfer: (.observe, .accepting, nil)
            case .recycling: (.delete, .destroying, .destroyed)
            case .recall: (.observe, .holding, .recalled)
            case .recallLifted: (.observe, .inspecting, .conformant)
            }
        return try ObjectEvent(
            milliseconds: milliseconds,
            products: [product],
            action: action,
            step: step,
            disposition: disposition,
            transfer: transfer
        )
    }
}

/// One line of `sandbox.jsonl`: something that happened, in the order it happened. Lines are only ever appended.
enum SandboxEvent: Hashable, Codable, Sendable {
    /// The first line: a name for this file, so that cursors and references of another are told apart.
    case opened(life: String)

    /// An order got its address.
    case destination(order: String, address: String)

    /// Play money arrived.
    case paid(reference: String, address: String, amountText: String)

    /// A payment stands differently now.
    case moved(reference: String, state: RailSighting.State, confirmations: Int)
}

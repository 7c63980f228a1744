/// How a product stands after its events: who owns it, whether it is called back, whether it is at its end. What may
/// happen next, and who may say so, is decided here alone.
package struct LifeStanding: Hashable, Sendable {
    /// Who signs an event.
    package struct Signer: Hashable, Sendable {
        /// The `did:key` that signed.
        package let name: String
        /// What the product's brand lets this key say; nothing for whoever it does not know.
        package let permitted: Set<LifeKind>
        /// Which statements of a passport it lets this key write.
        package let elements: Set<String>

        /// Names a signer.
        package init(name: String, permitted: Set<LifeKind> = [], elements: Set<String> = []) {
            self.name = name
            self.permitted = permitted
            self.elements = elements
        }
    }

    /// The owner's `did:key`, once it was handed over; nil while it is the brand's.
    package private(set) var holder: String?
    /// Whether it is called back.
    package private(set) var isRecalled = false
    /// Whether it is no more.
    package private(set) var isRecycled = false

    /// The events that wait at most so long for their time to come, in milliseconds: clocks differ.
    package static let clockSkewMilliseconds: Int64 = 300_000

    /// Nothing happened yet.
    package init() {}

    /// Whether an event may be entered.
    /// - Parameter now: milliseconds since 1970.
    /// - Throws: `notPermitted` when the signer may not say this, `badTransition` when the product's life does not go
    ///   on so, `badValue` when it is of a time to come.
    package func check(
        _ kind: LifeKind,
        _ event: ObjectEvent,
        by signer: Signer,
        now: Int64
    ) throws(PassportError) {
        // The owner hands over what is his, and nobody does so for him.
        let mayHandOver = holder.map { $0 == signer.name } ?? signer.permitted.contains(.transfer)
        guard kind == .transfer ? mayHandOver : signer.permitted.contains(kind) else {
            throw PassportError(
                .notPermitted,
                "\(signer.name.prefix(80)) may not enter a \(kind.rawValue) of this product; ask its maker for it."
            )
        }
        guard event.milliseconds <= now + Self.clockSkewMilliseconds else {
            throw PassportError(.badValue, "The event is of a time to come; set the clock that it was signed by.")
        }
        if isRecycled, kind != .recall, kind != .recallLifted {
            throw PassportError(.badTransition, "The product was recycled; nothing can happen to it any more.")
        }
        if kind == .recallLifted, !isRecalled {
            throw PassportError(.badTransition, "The product is not called back, so no recall can be lifted.")
        }
        if kind == .recall || kind == .recallLifted { return }
        guard event.products.allSatisfy({ $0.serial != nil }) else {
            throw PassportError(.badSequence, "A \(kind.rawValue) happens to a single piece; a recall also to a lot.")
        }
        if let transfer = event.transfer, transfer.from != signer.name {
            throw PassportError(.notPermitted, "A product is handed over by who has it: its source must be the signer.")
        }
    }

    /// Goes on with an event that was entered.
    package mutating func apply(_ kind: LifeKind, _ event: ObjectEvent) {
        switch kind {
        case .inspection, .repair: break
        case .transfer: holder = event.transfer?.to
        case .recycling: isRecycled = true
        case .recall: isRecalled = true
        case .recallLifted: isRecalled = false
        }
    }
}

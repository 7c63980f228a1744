import Database
import Rails

/// A payment to an address that this database never gave out, after a restore: it was for an order of a lost
/// generation. It is booked once, when it is final, and waits for a person. The table `unclaimed_payment`.
struct UnclaimedPayment: Sendable {
    /// How it stands.
    enum State: String, Sendable {
        /// Seen, not ours yet.
        case seen
        /// Ours, and booked as unclaimed.
        case booked
        /// A person found the goods that it was for.
        case sold
        /// A person paid it back.
        case refunded
    }

    let id: String
    let rail: String
    let reference: String
    let address: String
    let asset: String
    let amountMinor: Int64
    let amountText: String
    /// How often it came and went.
    let cycle: Int64
    let state: State
    let seenAt: Int64
    let settledBy: String?
    let note: String?

    /// Takes in what a rail says of a payment that belongs to no sale. In the first generation that is somebody else's:
    /// every order is known.
    static func take(_ sighting: RailSighting, by stand: RailStand, in work: Work) throws {
        guard try RecoveryBook.generation(in: work).number > 1 else { return }
        let known = try find(rail: stand.rail.id, reference: sighting.reference, in: work)
        let isFinal =
            sighting.state == .confirmed
            && Int64(sighting.confirmations) >= stand.policy.confirmations(forMinor: sighting.amountMinor)
        let isGone = sighting.state.isGone
        switch known?.state {
        case nil:
            guard !isGone, sighting.amountMinor > 0 else { return }
            let payment = UnclaimedPayment(sighting, stand: stand, in: work)
            try payment.insert(in: work)
            try payment.tell(sighting, in: work)
            if isFinal { try payment.move(to: .booked, .unclaimedReceived, in: work) }
        case .seen:
            if isFinal { try known?.move(to: .booked, .unclaimedReceived, in: work) }
            if isGone { try known?.forget(in: work) }
        case .booked:
            if isGone { try known?.move(to: .seen, .unclaimedReversed, in: work) }
        case .sold, .refunded:
            guard isGone, let known else { return }
            try known.alarm(
                "The chain took back payment \(known.reference), which was settled as \(known.state.rawValue).",
                in: work
            )
        }
    }

    /// A person says what it was for.
    /// - Throws: `conflict` when it is not booked, or settled already.
    static func settle(_ id: String, as state: State, by: String, note: String, in work: Work) throws {
        guard let payment = try find(id, in: work) else {
            throw CoordinatorError(.notFound, "There is no unclaimed payment \(id.prefix(40)).")
        }
        guard payment.state == .booked else {
            throw CoordinatorError(
                .conflict,
                payment.state == .seen
                    ? "Payment \(id) is not final yet; wait until the rail says so." : "Payment \(id) is settled."
            )
        }
        try payment.move(to: state, state == .sold ? .unclaimedSold : .unclaimedRefunded, by: by, note: note, in: work)
    }

    /// The payment called `id`.
    static func find(_ id: String, in work: Work) throws -> UnclaimedPayment? {
        try work.transaction.first("SELECT * FROM unclaimed_payment WHERE id = $id", ["id": .text(id)]).map(Self.init)
    }

    /// All of them, newest first.
    /// - Parameter openOnly: only those that wait for a person.
    static func list(openOnly: Bool, limit: Int, in work: Work) throws -> [UnclaimedPayment] {
        try work.transaction.rows(
            """
            SELECT * FROM unclaimed_payment WHERE state IN ('seen', 'booked') OR $all = 1
            ORDER BY seen_at DESC, id DESC LIMIT $limit
            """,
            ["all": .integer(openOnly ? 0 : 1), "limit": .integer(Int64(limit))]
        ).map(Self.init)
    }

    private static func find(rail: String, reference: String, in work: Work) throws -> UnclaimedPayment? {
        try work.transaction.first(
            "SELECT * FROM unclaimed_payment WHERE rail = $rail AND reference = $reference",
            ["rail": .text(rail), "reference": .text(reference)]
        ).map(Self.init)
    }

    private init(_ sighting: RailSighting, stand: RailStand, in work: Work) {
        id = work.ids.identifier(at: work.now)
        rail = stand.rail.id
        reference = sighting.reference
        address = sighting.address
        asset = stand.rail.asset.code
        amountMinor = sighting.amountMinor
        amountText = sighting.amountText
        cycle = 0
        state = .seen
        seenAt = work.now.milliseconds
        settledBy = nil
        note = nil
    }

    private init(_ row: DatabaseRow) throws {
        guard let state = State(rawValue: try row.text("state")) else {
            throw CoordinatorError(.unexpected, "An unclaimed payment is in an unknown state; update this program.")
        }
        self.state = state
        id = try row.text("id")
        rail = try row.text("rail")
        reference = try row.text("reference")
        address = try row.text("address")
        asset = try row.text("asset")
        amountMinor = try row.int64("amount_minor")
        amountText = try row.text("amount_text")
        cycle = try row.int64("cycle")
        seenAt = try row.int64("seen_at")
        settledBy = try row.optionalText("settled_by")
        note = try row.optionalText("note")
    }

    private func insert(in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO unclaimed_payment (id, rail, reference, address, asset, amount_minor, amount_text, cycle, state,
                seen_at, changed_at)
            VALUES ($id, $rail, $reference, $address, $asset, $minor, $text, 0, 'seen', $at, $at)
            """,
            [
                "id": .text(id), "rail": .text(rail), "reference": .text(reference), "address": .text(address),
                "asset": .text(asset), "minor": .integer(amountMinor), "text": .text(amountText),
                "at": .integer(seenAt),
            ]
        )
    }

    /// Books the step and stores where it stands. A payment that the chain took back may come again.
    private func move(
        to state: State,
        _ step: SaleStep,
        by: String? = nil,
        note: String? = nil,
        in work: Work
    ) throws {
        try SaleBooks.post(
            step,
            amountMinor: amountMinor,
            owner: Owner.operator,
            asset: asset,
            name: "unclaimed/\(step.rawValue)/\(cycle)/\(rail)/\(reference)",
            userData: id,
            in: work
        )
        _ = try work.transaction.execute(
            """
            UPDATE unclaimed_payment SET state = $state, cycle = $cycle, changed_at = $at, settled_by = $by,
                note = $note
            WHERE id = $id
            """,
            [
                "state": .text(state.rawValue), "cycle": .integer(state == .seen ? cycle + 1 : cycle),
                "at": .integer(work.now.milliseconds), "by": .text(by), "note": .text(note), "id": .text(id),
            ]
        )
        var data = ["payment": reference, "state": state.rawValue, "amount": String(amountMinor), "asset": asset]
        // Without a `by` nobody decided it.
        if let by { data["by"] = by }
        if let note { data["note"] = note }
        try EventLog.append(.recoveryPayment, subject: id, owner: Owner.operator, data: data, in: work)
    }

    /// It never was ours, and nobody has anything to settle. One that was booked before stays: it may come again, and
    /// its next booking needs a name of its own.
    private func forget(in work: Work) throws {
        _ = try work.transaction.execute(
            "DELETE FROM unclaimed_payment WHERE id = $id AND cycle = 0",
            ["id": .text(id)]
        )
    }

    private func tell(_ sighting: RailSighting, in work: Work) throws {
        let held = sighting.state == .held ? " The rail still holds it: give it back there." : ""
        try alarm(
            "\(amountText) \(asset) came by \(rail) for an order that was made after the backup. Find out what it was"
                + " for, and settle it at POST /v1/recovery/payments/\(id)/settle.\(held)",
            in: work
        )
    }

    private func alarm(_ text: String, in work: Work) throws {
        try AlarmBook.raise(.unclaimedPayment, subject: reference, owner: Owner.operator, text: text, in: work)
    }
}

extension RailSighting.State {
    /// Whether the money is not there any more.
    fileprivate var isGone: Bool {
        switch self {
        case .pending, .confirmed, .held: false
        case .released, .replaced, .removed: true
        }
    }
}

package import Hummingbird
package import Signals

/// `/v1/recovery`: how far a recovery has come, and a person's decisions about it.
package struct RecoveryRoutes: Sendable {
    let runtime: Runtime
    /// Notified when a recovery ended by a person's decision.
    let signals: [ChangeSignal]

    /// Longest note, in characters.
    private static let noteCharacters = 500

    /// Makes the routes.
    package init(runtime: Runtime, signals: [ChangeSignal]) {
        self.runtime = runtime
        self.signals = signals
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/recovery") { _, _ in try Response.json(await runtime.view { try RecoveryBook.view(in: $0) }) }
        router.post("/v1/recovery/close") { request, context in
            try await decide(.closed, request, context)
        }
        router.post("/v1/recovery/machines/{machine}/close") { request, context in
            try await decide(.machineClosed(machine: context.text("machine")), request, context)
        }
        router.get("/v1/recovery/payments") { request, _ in try await payments(request) }
        router.post("/v1/recovery/payments/{payment}/settle") { request, context in
            try await settle(request, context)
        }
    }

    private struct Note: Decodable { let note: String }
    private struct Settlement: Decodable {
        let outcome: String
        let note: String
    }
    private struct Payments: Encodable { let payments: [UnclaimedPaymentView] }

    private func payments(_ request: Request) async throws -> Response {
        let openOnly = request.query("all") != "true"
        let limit = try request.pageLimit()
        let payments = try await runtime.view { try UnclaimedPayment.list(openOnly: openOnly, limit: limit, in: $0) }
        return try Response.json(Payments(payments: payments.map(UnclaimedPaymentView.init)))
    }

    private func settle(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let body = try await request.json(Settlement.self)
        let id = try context.text("payment")
        let by = try context.requireCaller().name
        try Self.check(body.note)
        guard let outcome = UnclaimedPayment.State(rawValue: body.outcome), [.sold, .refunded].contains(outcome) else {
            throw CoordinatorError(.invalid, "outcome must be sold or refunded.")
        }
        let payment = try await runtime.perform { work in
            try UnclaimedPayment.settle(id, as: outcome, by: by, note: body.note, in: work)
            return try UnclaimedPayment.find(id, in: work).map(UnclaimedPaymentView.init)
        }
        return try Response.json(payment)
    }

    private static func check(_ note: String) throws(CoordinatorError) {
        guard (1...noteCharacters).contains(note.count) else {
            throw CoordinatorError(.invalid, "note must have 1 to \(noteCharacters) characters: others will read it.")
        }
    }

    private func decide(
        _ event: RecoveryState.Event,
        _ request: Request,
        _ context: AppRequestContext
    ) async throws -> Response {
        let note = try await request.json(Note.self).note
        let by = try context.requireCaller().name
        try Self.check(note)
        let view = try await runtime.perform { work in
            let effects = try RecoveryBook.apply(event, by: by, note: note, in: work)
            for case .ignored(let reason) in effects { throw Self.refusal(reason) }
            return try RecoveryBook.view(in: work)
        }
        for signal in signals { signal.notify() }
        return try Response.json(view)
    }

    private static func refusal(_ reason: RecoveryState.Ignored) -> CoordinatorError {
        switch reason {
        case .notOpen: CoordinatorError(.conflict, "There is no recovery to close; see GET /v1/recovery.")
        case .unknownMachine: CoordinatorError(.notFound, "The recovery does not wait for such a machine.")
        case .noSession, .repeated:
            CoordinatorError(.conflict, "The recovery does not wait for this machine any more; see GET /v1/recovery.")
        }
    }
}

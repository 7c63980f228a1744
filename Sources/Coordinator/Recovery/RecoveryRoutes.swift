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
    }

    private struct Note: Decodable { let note: String }

    private func decide(
        _ event: RecoveryState.Event,
        _ request: Request,
        _ context: AppRequestContext
    ) async throws -> Response {
        let note = try await request.json(Note.self).note
        let by = try context.requireCaller().name
        guard (1...Self.noteCharacters).contains(note.count) else {
            throw CoordinatorError(.invalid, "note must have 1 to \(Self.noteCharacters) characters: others will read it.")
        }
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

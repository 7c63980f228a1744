package import Hummingbird

extension Runtime {
    /// Makes something in one transaction and answers with it; a request whose `Idempotency-Key` made it before gets
    /// the same answer and makes nothing.
    /// - Throws: `keyReused`, and what `make` throws; then nothing is kept and the key is free.
    package func create(
        _ context: AppRequestContext,
        _ make: @escaping @Sendable (Work) throws -> Created
    ) async throws -> Response {
        let request = context.idempotent
        return try await perform { work in
            guard let request else { return try make(work) }
            if let known = try IdempotentAnswers.find(request, in: work) { return known }
            let created = try make(work)
            try IdempotentAnswers.keep(created, for: request, in: work)
            return created
        }.response
    }

    /// The same for what is made outside the database. A crash between the making and its answer's keeping lets a
    /// repeated request make it again; so this is for play money only.
    func createOutside(
        _ context: AppRequestContext,
        _ make: () async throws -> Created
    ) async throws -> Response {
        guard let request = context.idempotent else { return try await make().response }
        if let known = try await view({ try IdempotentAnswers.find(request, in: $0) }) { return known.response }
        let created = try await make()
        try await perform { try IdempotentAnswers.keep(created, for: request, in: $0) }
        return created.response
    }
}

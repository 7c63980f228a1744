import ArgumentParser

extension CompletionKind {
    /// The addresses of the places.
    static var places: CompletionKind {
        coordinator { try await $0.get("/v1/places?limit=500", as: Answers.Places.self).places.map(\.place) }
    }

    /// The names of the machines.
    static var machines: CompletionKind {
        coordinator { try await $0.get("/v1/machines?limit=500", as: Answers.Machines.self).machines.map(\.name) }
    }

    /// The ids of the newest sales.
    static var sales: CompletionKind {
        coordinator { try await $0.get("/v1/sales?limit=50", as: Answers.Sales.self).sales.map(\.order.id) }
    }

    /// The GTINs of the products.
    static var products: CompletionKind {
        coordinator { try await $0.get("/v1/products?limit=500", as: Answers.Products.self).products.map(\.gtin) }
    }

    /// The ids of the newest blocks.
    static var blocks: CompletionKind {
        coordinator { try await $0.get("/v1/blocks?limit=50", as: Answers.Blocks.self).blocks.map(\.id) }
    }

    /// The ids of the newest runs.
    static var runs: CompletionKind {
        coordinator { try await $0.get("/v1/runs?limit=50", as: Answers.Runs.self).runs.map(\.id) }
    }

    /// The ids of the open alarms.
    static var alarms: CompletionKind {
        coordinator { try await $0.get("/v1/alarms?limit=50", as: Answers.Alarms.self).alarms.map(\.id) }
    }

    /// The ids of the webhooks.
    static var webhooks: CompletionKind {
        coordinator { try await $0.get("/v1/webhooks", as: Answers.Webhooks.self).webhooks.map(\.id) }
    }

    /// The ids of the tokens.
    static var tokens: CompletionKind {
        coordinator { try await $0.get("/v1/tokens?limit=500", as: Answers.Tokens.self).tokens.map(\.id) }
    }

    /// Words that the coordinator knows. Whoever presses the tabulator key waits for them, so the wait is short, and
    /// no words are no error.
    private static func coordinator(
        _ words: @Sendable @escaping (APIClient) async throws -> [String]
    ) -> CompletionKind {
        .custom { line, _, prefix in
            guard let options = CompletionLine.options(line),
                let client = try? options.client(warns: false, timeoutSeconds: 2)
            else {
                return []
            }
            let found = (try? await words(client)) ?? []
            await client.shutdown()
            return found.filter { $0.hasPrefix(prefix) }
        }
    }
}

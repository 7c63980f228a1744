extension Answers {
    /// `GET /v1/recovery`.
    struct Recovery: Decodable, Sendable {
        /// One machine of it.
        struct Machine: Decodable, Sendable {
            let machine: String
            let standing: String
            let text: String
            let missingReceipts: Int64
            let recoveredDeliveries: Int64
            let note: String?
        }

        let generation: Int64
        let reason: String
        let subject: String
        let open: Bool
        let text: String
        let startedAt: Int64
        let closedAt: Int64?
        let closedBy: String?
        let note: String?
        let machines: [Machine]
        let unclaimedPayments: Int64
        let deliveriesWithoutPayment: Int64

        /// The machines that it waits for.
        var awaited: [String] {
            machines.filter { ["waiting", "replaying"].contains($0.standing) }.map(\.machine)
        }
    }

    /// `GET /v1/recovery/payments`.
    struct UnclaimedPayments: Decodable, Sendable {
        let payments: [UnclaimedPayment]
    }

    /// A payment for an order that is not known here.
    struct UnclaimedPayment: Decodable, Sendable {
        let id: String
        let rail: String
        let reference: String
        let asset: String
        let amount: String
        let state: String
        let seenAt: Int64
    }
}

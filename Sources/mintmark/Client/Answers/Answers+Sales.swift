extension Answers {
    /// `POST /v1/orders`, and the customer's part of a sale.
    struct Order: Decodable, Sendable {
        let id: String
        let status: String
        let text: String
        let place: String
        let selection: String
        let name: String
        let price: String
        let currency: String
        let amount: String
        let amountText: String
        let paid: String
        let asset: String
        let rail: String
        let address: String?
        let expires: Int64
    }

    /// `POST /v1/sandbox/payments`.
    struct Payment: Decodable, Sendable { let reference: String }

    /// `GET /v1/sales`.
    struct Sales: Decodable, Sendable {
        let sales: [Sale]
        let next: String?
    }

    /// `GET /v1/sales/{sale}`.
    struct Sale: Decodable, Sendable {
        /// A payment of the sale.
        struct Payment: Decodable, Sendable {
            let reference: String
            let amount: String
            let state: String
            let confirmations: Int64
            let late: Bool
            let booking: String
        }

        let order: Order
        let owner: String
        let machine: String
        let lane: String
        let money: String
        let goods: String
        let doubt: String?
        let queue: [String]
        let ending: String?
        let command: String?
        let refundDue: String
        let refunded: String
        let credit: String
        let lost: String
        let payments: [Payment]
        let traceparent: String
        let createdAt: Int64
        let changedAt: Int64
    }
}

/// What the coordinator answers, as far as this program reads it.
enum Answers {
    /// `GET /v1/machines`.
    struct Machines: Decodable { let machines: [Machine] }

    /// One machine.
    struct Machine: Decodable {
        struct Lane: Decodable {
            let id: String
            let ready: Bool
            let reason: String?
        }

        let id: String
        let name: String
        let status: String
        let statusReason: String?
        let connected: Bool
        let profileMatches: Bool
        let lanes: [Lane]
    }

    /// `POST /v1/machines/secrets`.
    struct Secret: Decodable { let secret: String }

    /// `GET /v1/places/{place}`.
    struct Place: Decodable {
        let place: String
        let machine: String?
    }

    /// `GET /v1/places`.
    struct Places: Decodable { let places: [Place] }

    /// `POST /v1/orders`.
    struct Order: Decodable {
        let id: String
        let status: String
        let text: String
        let name: String
        let amountText: String
        let asset: String
    }

    /// `POST /v1/sandbox/payments`.
    struct Payment: Decodable { let reference: String }

    /// `GET /v1/sales/{sale}`.
    struct Sale: Decodable {
        let order: Order
        let machine: String
        let lane: String
        let money: String
        let goods: String
        let doubt: String?
        let queue: [String]
        let ending: String?
        let traceparent: String
        let createdAt: Int64
    }

    /// `GET /v1/sales`.
    struct Sales: Decodable { let sales: [Sale] }

    /// `GET /v1/events`.
    struct Events: Decodable {
        let events: [Event]
        let next: String?
    }

    /// One event; its data as far as it is text.
    struct Event: Decodable {
        let kind: String
        let subject: String
        let at: Int64
        let traceparent: String?
        let data: [String: Text]
    }

    /// A member that may be a text.
    struct Text: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    /// `GET /v1/ledger/check`.
    struct LedgerCheck: Decodable {
        struct Finding: Decodable {
            let kind: String
            let subject: String
            let text: String
        }

        let balanced: Bool
        let findings: [Finding]
    }

    /// `GET /v1/ledger/transfers`.
    struct Transfers: Decodable {
        struct Transfer: Decodable {
            let id: String
            let debit: String
            let credit: String
            let amount: String
            let asset: String
            let step: String
            let kind: String
            let pending: String?
        }

        let transfers: [Transfer]
    }
}

package import Hummingbird
import Rails

/// `POST /v1/sandbox/payments`: plays the customer of the play-money rail, and the chain behind it.
package struct SandboxRoutes: Sendable {
    let orders: OrderDesk
    let rails: RailSet

    /// Makes the routes.
    package init(orders: OrderDesk, rails: RailSet) {
        self.orders = orders
        self.rails = rails
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.post("/v1/sandbox/payments") { request, context in try await pay(request, context) }
    }

    private struct Payment: Decodable {
        /// The order to pay, or its address.
        let order: String?
        let address: String?
        /// Minor units; the order's whole amount when left out.
        let amount: String?
        /// 0 leaves the payment unconfirmed; 1 when left out.
        let confirmations: Int?
        /// Instead of paying: what becomes of an earlier payment.
        let reference: String?
        let action: String?
    }

    private struct Paid: Encodable { let reference: String }

    private func pay(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let body = try await request.json(Payment.self)
        let confirmations = body.confirmations ?? 1
        guard (0...1_000).contains(confirmations) else {
            throw CoordinatorError(.invalid, "confirmations must be from 0 to 1000.")
        }
        if let reference = body.reference { return try await change(reference, body, confirmations) }
        guard let id = body.order ?? body.address?.split(separator: "-").last.map(String.init) else {
            throw CoordinatorError(.invalid, "Name the order or the address to pay to.")
        }
        let record = try await orders.find(id)
        let amount = try body.amount.map { text in
            guard let amount = Int64(text), amount > 0 else {
                throw CoordinatorError(.invalid, "amount must be a text of minor units above 0.")
            }
            return amount
        }
        return try await orders.runtime.createOutside(context) {
            try Created(Paid(reference: await pay(record, amountMinor: amount, confirmations: confirmations)))
        }
    }

    /// Pays an order with play money and returns the payment's reference.
    /// - Throws: `invalid` when the order is not paid with play money.
    package func pay(_ record: SaleRecord, amountMinor: Int64? = nil, confirmations: Int = 1) async throws -> String {
        guard let sandbox = rails.find(record.rail)?.sandbox, let address = record.address else {
            throw CoordinatorError(.invalid, "Order \(record.id) is not paid with play money.")
        }
        let terms = record.quoteTerms
        return try await sandbox.pay(
            address: address,
            amountText: RailAmount.text(minor: amountMinor ?? terms.amountMinor, decimals: terms.asset.decimals),
            confirmations: confirmations
        )
    }

    private func change(_ reference: String, _ body: Payment, _ confirmations: Int) async throws -> Response {
        let sandboxes = rails.stands.compactMap(\.sandbox)
        for sandbox in sandboxes {
            do throws(RailError) {
                switch body.action {
                case "confirm": try await sandbox.confirm(reference: reference, confirmations: confirmations)
                case "replace": try await sandbox.replace(reference: reference)
                case "reorganise": try await sandbox.reorganise(reference: reference)
                default: throw RailError(.unsupported, "action must be confirm, replace or reorganise.")
                }
                return Response.noContent
            } catch  where error.code == .unknownReference {
                continue
            } catch {
                throw CoordinatorError(.invalid, error.message)
            }
        }
        throw CoordinatorError(.notFound, "No play-money payment is called \(reference.prefix(80)).")
    }
}

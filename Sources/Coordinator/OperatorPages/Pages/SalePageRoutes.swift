import Faults
import HTTPTypes
package import Hummingbird
import Rails

/// `/operator/sales` and `/operator/waiting`: what was sold, and what a person has to decide.
package struct SalePageRoutes: Sendable {
    let desk: OperatorDesk
    let decision: SaleDecision
    let money: PageMoney

    /// Longest note or reference, in characters.
    private static let longestNote = 500

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/waiting") { _, context in
            let reading = try reading(context)
            let sheet = OperatorDesk.Sheet(template: "operator-waiting", title: "Waiting for you", section: .waiting)
            return try await desk.show(sheet, context) { try reading.waiting(in: $0) }
        }
        router.get("/operator/sales") { request, context in
            let reading = try reading(context)
            let filter = SaleFilter(query: request.query)
            let sheet = OperatorDesk.Sheet(template: "operator-sales", title: "Sales", section: .sales)
            return try await desk.show(sheet, context) { try reading.list(filter, in: $0) }
        }
        router.get("/operator/sales/{sale}") { _, context in try await detail(context, nil) }
        router.post("/operator/sales/{sale}/resolve") { request, context in
            try await decide(request, context) { form throws(CoordinatorError) in
                guard let resolution = form["outcome"].flatMap(SaleEvent.Resolution.init(rawValue:)) else {
                    throw CoordinatorError(.invalid, "Say whether it was delivered or not.")
                }
                return .resolve(resolution)
            }
        }
        router.post("/operator/sales/{sale}/credited") { request, context in
            try await decide(request, context) { _ in .refundCredited }
        }
        router.post("/operator/sales/{sale}/written-off") { request, context in
            try await decide(request, context) { _ in .writeOff }
        }
        router.post("/operator/sales/{sale}/refunded") { request, context in try await refund(request, context) }
    }

    private func reading(_ context: AppRequestContext) throws -> SaleReading {
        SaleReading(
            caller: try context.requireCaller(),
            money: money
        )
    }

    private func detail(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let reading = try reading(context)
        let id = try context.text("sale")
        let sheet = OperatorDesk.Sheet(
            template: "operator-sale",
            title: "Sale \(MachineReading.short(id))",
            section: .sales,
            status: HTTPResponse.Status(code: draft?.status ?? 200)
        )
        return try await desk.show(sheet, context) { try reading.detail(id, draft, in: $0) }
    }

    private func decide(
        _ request: Request,
        _ context: AppRequestContext,
        _ event: ([String: String]) throws(CoordinatorError) -> SaleEvent
    ) async throws -> Response {
        let form = try await request.form()
        let (id, by, decision) = (try context.text("sale"), try context.requireCaller().name, decision)
        do {
            let event = try event(form)
            let note = try Self.words(form["note"], "Write what you saw or did")
            let response = try await desk.carryOut(context, goOn: SafePath.next(form["back"])) { work in
                let record = try decision.apply(event, to: id, note: note, by: by, in: work)
                return "Booked. The sale is now: \(SaleWords.badge(record.state).words.lowercased())."
            }
            FaultPoint.reach(CoordinatorStep.resolveCommitted)
            return response
        } catch {
            return try await detail(context, FormDraft("decision", form, error))
        }
    }

    private func refund(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let (id, by, decision) = (try context.text("sale"), try context.requireCaller().name, decision)
        do {
            let reference = try Self.words(form["reference"], "Write the payment's reference")
            let amount = (form["amount"] ?? "").filter { !$0.isWhitespace }.replacing(",", with: ".")
            let response = try await desk.carryOut(context, goOn: SafePath.next(form["back"])) { work in
                let asset = try SaleRepository.get(id, in: work).quoteTerms.asset
                let minor = try Self.minor(amount, asset)
                _ = try decision.refunded(id, reference: reference, amountMinor: minor, by: by, in: work)
                return "The refund of \(PageMoney.text(minor, asset)) is booked."
            }
            FaultPoint.reach(CoordinatorStep.refundCommitted)
            return response
        } catch {
            return try await detail(context, FormDraft("decision", form, error))
        }
    }

    private static func minor(_ text: String, _ asset: QuoteTerms.Unit) throws(CoordinatorError) -> Int64 {
        guard let amount = try? RailAmount(text: text, decimals: asset.decimals), amount.remainderText == nil,
            amount.minor > 0
        else {
            throw CoordinatorError(.invalid, "The amount is \"\(text.prefix(40))\". Write how much was paid back.")
        }
        return amount.minor
    }

    private static func words(_ text: String?, _ what: String) throws(CoordinatorError) -> String {
        let text = (text ?? "").replacing("\r\n", with: "\n")
        guard text.contains(where: { !$0.isWhitespace }), text.count <= longestNote else {
            throw CoordinatorError(.invalid, "\(what), in at most \(longestNote) characters: others will read it.")
        }
        return text
    }
}

import HTTPTypes
package import Hummingbird
import Signals

/// `/operator/recovery`: what a restore still waits for, and a person's decisions about it.
package struct RecoveryPageRoutes: Sendable {
    let desk: OperatorDesk
    let money: PageMoney
    /// Notified when a recovery ended by a person's decision.
    let signals: [ChangeSignal]

    private static let path = "/operator/recovery"
    private static let mostPayments = 100

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/recovery") { _, context in try await show(context, nil) }
        router.post("/operator/recovery/close") { request, context in
            try await decide(.closed, request, context)
        }
        router.post("/operator/recovery/machines/{machine}/close") { request, context in
            try await decide(.machineClosed(machine: context.text("machine")), request, context)
        }
        router.post("/operator/recovery/payments/{payment}/settle") { request, context in
            try await settle(request, context)
        }
    }

    private func show(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let scopes = try context.requireCaller().scopes
        let (canClose, canSettle) = (scopes.contains(.recoveryClose), scopes.contains(.salesResolve))
        let money = money
        let sheet = OperatorDesk.Sheet(
            template: "operator-recovery",
            title: "Recovery",
            section: .recovery,
            status: HTTPResponse.Status(code: draft?.status ?? 200)
        )
        return try await desk.show(sheet, context) { work in
            let view = try RecoveryBook.view(in: work)
            let payments = try UnclaimedPayment.list(openOnly: true, limit: Self.mostPayments, in: work)
            return RecoveryPage(
                isOpen: view.open,
                sentence: view.text,
                generation: view.generation,
                began: PageTime(view.startedAt, now: work.now),
                ended: PageTime(view.closedAt, now: work.now),
                note: view.note,
                machines: view.machines.map { Self.row($0, mayClose: canClose && view.open) },
                hasMachines: !view.machines.isEmpty,
                payments: payments.map { payment in
                    RecoveryPage.PaymentRow(
                        reference: payment.reference,
                        amount: money.text(payment.amountMinor, payment.asset),
                        seen: PageTime(payment.seenAt, now: work.now),
                        settlePath: canSettle && payment.state == .booked
                            ? "\(Self.path)/payments/\(PercentEncoding.encode(payment.id))/settle" : nil
                    )
                },
                hasPayments: !payments.isEmpty,
                canClose: canClose && view.open,
                trouble: draft?.trouble,
                typed: draft?.fields["note"] ?? ""
            )
        }
    }

    private static func row(_ machine: RecoveryView.MachineView, mayClose: Bool) -> RecoveryPage.MachineRow {
        let standing = RecoveryState.Standing(rawValue: machine.standing)
        let badge =
            switch standing {
            case .waiting: Badge(.danger, "Not here yet")
            case .replaying: Badge(.warning, "Sends what it did")
            case .replayed: Badge(.good, "Has told everything")
            case .closed: Badge(.plain, "Closed")
            case .setAside: Badge(.warning, "Set aside")
            case nil: Badge(.plain, machine.standing)
            }
        let isAwaited = standing?.isAwaited ?? false
        return RecoveryPage.MachineRow(
            name: machine.machine.split(separator: ":").first.map(String.init) ?? machine.machine,
            path: MachineReading.path(machine.machine),
            standing: badge,
            text: machine.text,
            missing: machine.missingReceipts,
            recovered: machine.recoveredDeliveries,
            closePath: mayClose && isAwaited
                ? "\(path)/machines/\(PercentEncoding.encode(machine.machine))/close" : nil,
            note: machine.note
        )
    }

    // MARK: Decisions

    private func decide(
        _ event: RecoveryState.Event,
        _ request: Request,
        _ context: AppRequestContext
    ) async throws -> Response {
        let form = try await request.form()
        let by = try context.requireCaller().name
        do {
            let note = try Self.words(form["note"])
            let response = try await desk.carryOut(context, goOn: Self.path) { work in
                let effects = try RecoveryBook.apply(event, by: by, note: note, in: work)
                // Sent twice, or the machine came meanwhile: nobody waits for it either way.
                if effects.contains(where: { if case .ignored = $0 { true } else { false } }) {
                    return "Nobody waited for that any more."
                }
                return effects.contains(.finished)
                    ? "The recovery is over: sales go on." : "Nobody waits for the machine any more."
            }
            for signal in signals { signal.notify() }
            return response
        } catch {
            return try await show(context, FormDraft("recovery", form, error))
        }
    }

    private func settle(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let (id, by) = (try context.text("payment"), try context.requireCaller().name)
        do {
            let note = try Self.words(form["note"])
            guard let outcome = form["outcome"].flatMap(UnclaimedPayment.State.init(rawValue:)),
                [.sold, .refunded].contains(outcome)
            else { throw CoordinatorError(.invalid, "Say whether the customer got the goods or the money back.") }
            return try await desk.carryOut(context, goOn: Self.path) { work in
                try UnclaimedPayment.settle(id, as: outcome, by: by, note: note, in: work)
                return "The payment is settled."
            }
        } catch {
            return try await show(context, FormDraft("recovery", form, error))
        }
    }

    private static func words(_ text: String?) throws(CoordinatorError) -> String {
        let text = (text ?? "").trimmed
        guard (1...500).contains(text.count) else {
            throw CoordinatorError(.invalid, "Write why, in at most 500 characters: others will read it.")
        }
        return text
    }
}

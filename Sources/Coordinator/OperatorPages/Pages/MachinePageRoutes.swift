import HTTPTypes
package import Hummingbird
import Protocol

/// `/operator/machines`: which there are, how each stands, and whether it may do anything.
package struct MachinePageRoutes: Sendable {
    let desk: OperatorDesk
    let links: AgentLinks
    let directory: MachineDirectory
    let enrolment: EnrolmentService

    /// How long a secret made on the page is valid, in seconds.
    private static let secretSeconds: Int64 = 86_400

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/machines") { _, context in try await list(context, nil) }
        router.post("/operator/machines") { request, context in try await enrol(request, context) }
        router.get("/operator/machines/{machine}") { _, context in try await detail(context, nil) }
        router.post("/operator/machines/{machine}/allow") { request, context in
            let (id, by, directory) = (try context.text("machine"), try context.requireCaller().name, directory)
            return try await act(request, context) { work in
                try directory.allow(id, by: by, in: work)
                return "The machine is allowed. It connects by itself."
            }
        }
        router.post("/operator/machines/{machine}/quarantine") { request, context in
            let directory = directory
            return try await cut(request, context) { id, by, reason, work in
                try directory.quarantine(id, by: by, reason: reason, in: work)
                return "The machine is set aside and sells nothing until it is allowed again."
            }
        }
        router.post("/operator/machines/{machine}/revoke") { request, context in
            let directory = directory
            return try await cut(request, context) { id, by, reason, work in
                try directory.revoke(id, by: by, reason: reason, in: work)
                return "The machine is revoked: no machine with its identity is ever let in again."
            }
        }
    }

    /// Does something to the machine, with a reason, after which its links end.
    private func cut(
        _ request: Request,
        _ context: AppRequestContext,
        _ body: @escaping @Sendable (_ id: String, _ by: String, _ reason: String, Work) throws -> String
    ) async throws -> Response {
        let (id, by) = (try context.text("machine"), try context.requireCaller().name)
        let reason = try await request.form()["reason"] ?? ""
        let response = try await act(request, context) { work in
            guard (1...500).contains(reason.count) else {
                throw CoordinatorError(.invalid, "Write why, in at most 500 characters: others will read it.")
            }
            return try body(id, by, reason, work)
        }
        // Ending the links of a machine that is still allowed only makes it connect again.
        if response.status == .seeOther { links.revoke(machine: id) }
        return response
    }

    private func reading(_ context: AppRequestContext) throws -> MachineReading {
        MachineReading(
            caller: try context.requireCaller(),
            links: links,
            directory: directory
        )
    }

    private func list(
        _ context: AppRequestContext,
        _ draft: FormDraft?,
        secret: MachinesPage.Secret? = nil
    ) async throws -> Response {
        let reading = try reading(context)
        var sheet = OperatorDesk.Sheet(template: "operator-machines", title: "Machines", section: .machines)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { try reading.list(draft, secret, in: $0) }
    }

    private func detail(_ context: AppRequestContext, _ draft: FormDraft?) async throws -> Response {
        let reading = try reading(context)
        let id = try context.text("machine")
        let name = id.split(separator: ":").first.map(String.init) ?? id
        var sheet = OperatorDesk.Sheet(template: "operator-machine", title: name, section: .machines)
        sheet.status = HTTPResponse.Status(code: draft?.status ?? 200)
        return try await desk.show(sheet, context) { try reading.detail(id, draft, in: $0) }
    }

    private func act(
        _ request: Request,
        _ context: AppRequestContext,
        _ body: @escaping @Sendable (Work) throws -> String
    ) async throws -> Response {
        do {
            return try await desk.carryOut(context, goOn: MachineReading.path(context.text("machine")), body)
        } catch {
            return try await detail(context, FormDraft("standing", request.form(), error))
        }
    }

    private func enrol(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form()
        let caller = try context.requireCaller()
        do {
            let name = form["name"] ?? ""
            let enrolment = enrolment
            let secret = try await desk.runtime.perform { work in
                try enrolment.makeSecret(
                    name: name,
                    owner: caller.owner,
                    by: caller.name,
                    validSeconds: Self.secretSeconds,
                    in: work
                )
            }
            // Shown in this answer only: a notice would put it into the database.
            return try await list(context, nil, secret: MachinesPage.Secret(name: name, text: secret.text))
        } catch {
            return try await list(context, FormDraft("enrol", form, error))
        }
    }
}

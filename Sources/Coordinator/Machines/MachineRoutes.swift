package import Hummingbird
import Machine
import Protocol
import Signals

/// The operators' routes about machines: decode, call, encode.
package struct MachineRoutes: Sendable {
    /// How long a one-time secret is valid when the request does not say.
    private static let secretSeconds: Int64 = 3_600
    /// Largest compiled profile, in bytes; signed it still fits into an envelope.
    static let profileBytes = ProtocolLimits.profileEnvelopeBytes / 2
    /// Longest reason for a quarantine, in code points.
    private static let reasonCharacters = 500

    let runtime: Runtime
    let directory: MachineDirectory
    let enrolment: EnrolmentService
    let links: AgentLinks
    let profileKey: SigningKey

    private struct SecretRequest: Codable {
        var name: String
        var validSeconds: Int64?
    }

    private struct ReasonRequest: Codable { var reason: String }

    private struct ProfileReply: Codable {
        var sha256: String
        var envelope: String
    }

    private struct CommandRequest: Codable { var command: String }

    /// Adds the routes.
    package func add(to router: Router<AppRequestContext>) {
        addReads(to: router)
        router.post("/v1/machines/secrets") { request, context in
            let body = try await request.json(SecretRequest.self)
            let seconds = body.validSeconds ?? Self.secretSeconds
            guard (60...604_800).contains(seconds) else {
                throw CoordinatorError(.invalid, "validSeconds must be from 60 to 604800.")
            }
            let (enrolment, caller) = (enrolment, try context.requireCaller())
            return try await runtime.create(context) { work in
                let secret = try enrolment.makeSecret(
                    name: body.name,
                    owner: caller.owner,
                    by: caller.name,
                    validSeconds: seconds,
                    in: work
                )
                return try Created(["secret": secret.text])
            }
        }
        router.post("/v1/machines/{machine}/allow") { _, context in
            let (id, by) = (try context.text("machine"), try context.requireCaller().name)
            let directory = directory
            try await runtime.perform { work in try directory.allow(id, by: by, in: work) }
            return try await view(id)
        }
        router.post("/v1/machines/{machine}/quarantine") { request, context in
            let (id, by) = (try context.text("machine"), try context.requireCaller().name)
            let reason = try await request.json(ReasonRequest.self).reason
            guard (1...Self.reasonCharacters).contains(reason.unicodeScalars.count) else {
                throw CoordinatorError(.invalid, "reason must have 1 to \(Self.reasonCharacters) characters.")
            }
            let directory = directory
            try await runtime.perform { work in try directory.quarantine(id, by: by, reason: reason, in: work) }
            links.revoke(machine: id)
            return try await view(id)
        }
        router.put("/v1/machines/{machine}/profile") { request, context in
            let by = try context.requireCaller().name
            return try await setProfile(context.text("machine"), json: request.bytes(limit: Self.profileBytes), by: by)
        }
        router.post("/v1/profiles/sign") { request, context in
            try await sign(request.bytes(limit: Self.profileBytes), by: context.requireCaller())
        }
        router.post("/v1/machines/{machine}/commands") { request, context in
            try await command(request.json(CommandRequest.self).command, context)
        }
    }

    private func addReads(to router: Router<AppRequestContext>) {
        router.get("/v1/machines") { request, _ in
            let links = links
            let (cursor, limit) = (request.query("cursor"), try request.pageLimit())
            let machines = try await runtime.view { work in
                try MachineRepository.page(cursor: cursor, limit: limit, in: work).map {
                    MachineView($0, links: links, now: work.now)
                }
            }
            return try Response.page("machines", machines)
        }
        router.get("/v1/machines/{machine}") { _, context in
            try await view(context.text("machine"))
        }
    }

    private func view(_ id: String) async throws -> Response {
        let links = links
        return try await Response.json(
            runtime.view { work in MachineView(try MachineRepository.get(id, in: work), links: links, now: work.now) }
        )
    }

    private func setProfile(_ id: String, json: [UInt8], by: String) async throws -> Response {
        let directory = directory
        let (hash, profile) = try await runtime.perform { work in
            let hash = try directory.setProfile(id, json: json, by: by, in: work)
            guard let profile = try directory.profile(of: MachineRepository.get(id, in: work)) else {
                throw CoordinatorError(.unexpected, "The profile was not kept.")
            }
            return (hash, profile)
        }
        let envelope = try Envelope.sign(ProfileClaims(profile: profile), as: .profile, with: profileKey)
        return try Response.json(ProfileReply(sha256: hash, envelope: envelope.compact))
    }

    /// Signs a profile for a machine that is not enrolled yet.
    private func sign(_ json: [UInt8], by caller: Caller) async throws -> Response {
        let profile = try MachineDirectory.decode(json)
        let hash = Fingerprint.sha256(profile.canonicalJSON())
        let (name, owner) = (caller.name, caller.owner)
        try await runtime.perform { work in
            try EventLog.append(.profileSigned, subject: hash, owner: owner, data: ["by": name], in: work)
        }
        let envelope = try Envelope.sign(ProfileClaims(profile: profile), as: .profile, with: profileKey)
        return try Response.json(ProfileReply(sha256: hash, envelope: envelope.compact))
    }

    private func command(_ name: String, _ context: AppRequestContext) async throws -> Response {
        let (id, by) = (try context.text("machine"), try context.requireCaller().name)
        let bodies: [String: CommandBody] = ["ping": .ping, "setOutputsSafe": .setOutputsSafe]
        guard let body = bodies[name] else {
            throw CoordinatorError(.invalid, "command must be ping or setOutputsSafe; a delivery needs a sale.")
        }
        let signal = links.signal
        return try await runtime.create(context) { work in
            work.notes.notify(signal)
            let command = try CommandQueue.enqueue(
                body,
                sale: nil,
                machine: MachineRepository.get(id, in: work).id,
                expires: work.now.adding(seconds: 60),
                traceparent: work.ids.traceParent(),
                by: by,
                in: work
            )
            return try Created(["command": command], status: 202)
        }
    }
}

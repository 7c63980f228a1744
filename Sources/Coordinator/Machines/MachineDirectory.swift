import Database
package import Machine
import Protocol

/// Machines as operators and sales see them: allow, quarantine, profile, readiness.
package struct MachineDirectory: Sendable {
    let links: AgentLinks
    let lost: JobListeners
    private let known = KnownProfiles()

    /// Makes a directory.
    /// - Parameter lost: told of the commands whose outcomes are lost when a machine starts anew.
    package init(links: AgentLinks, lost: JobListeners) {
        self.links = links
        self.lost = lost
    }

    /// Whether the machine could deliver from `lane` now.
    package func readiness(of id: String, lane: String, in work: Work) throws -> MachineReadiness {
        guard let machine = try MachineRepository.find(id, in: work) else {
            throw CoordinatorError(.notFound, "There is no machine \(id); assign an enrolled one to the place.")
        }
        var readiness = MachineReadiness(
            allowed: machine.status == .allowed,
            connected: links.isConnected(id, at: work.now),
            laneReady: false,
            reason: nil,
            longestDeliveryMilliseconds: 0
        )
        guard readiness.allowed else {
            readiness.reason = "The machine is \(machine.status.rawValue)."
            return readiness
        }
        guard let profile = try profile(of: machine), machine.profileHash == machine.reportedProfile else {
            readiness.allowed = false
            readiness.reason = "The machine runs another profile than the one on record; compile and flash it again."
            return readiness
        }
        readiness.longestDeliveryMilliseconds = Int64(profile.longestDeliveryMilliseconds)
        guard profile.lanes.contains(where: { $0.id == lane }) else {
            readiness.reason = "The machine's profile has no lane \(lane)."
            return readiness
        }
        guard let reported = links.health(id)?.lanes.first(where: { $0.id == lane }) else {
            readiness.reason = "The machine has not reported lane \(lane) yet."
            return readiness
        }
        readiness.laneReady = reported.ready
        readiness.reason = readiness.connected ? reported.reason : "The machine is offline."
        return readiness
    }

    /// Allows a machine that waits or is set aside. It starts a new incarnation; what the old one left open goes to
    /// the in-doubt queue first.
    package func allow(_ id: String, by: String, in work: Work) throws {
        let machine = try MachineRepository.get(id, in: work)
        guard machine.status != .allowed else {
            throw CoordinatorError(.conflict, "\(id) is allowed already.")
        }
        try CommandQueue.abandon(machine, lost: lost, in: work)
        try MachineRepository.allow(machine, by: by, in: work)
    }

    /// Sets a machine aside by hand. Its sessions have to be revoked after the commit.
    package func quarantine(_ id: String, by: String, reason: String, in work: Work) throws {
        let machine = try MachineRepository.get(id, in: work)
        try MachineRepository.quarantine(machine, code: .quarantined, reason: "\(by): \(reason)", by: by, in: work)
    }

    /// Keeps the compiled profile of a machine.
    /// - Throws: `invalid` when the bytes are not the canonical form of a profile.
    package func setProfile(_ id: String, json: [UInt8], by: String, in work: Work) throws -> String {
        let machine = try MachineRepository.get(id, in: work)
        let profile = try Self.decode(json)
        let canonical = profile.canonicalJSON()
        let hash = Fingerprint.sha256(canonical)
        try MachineRepository.setProfile(
            machine,
            json: String(decoding: canonical, as: UTF8.self),
            hash: hash,
            by: by,
            in: work
        )
        return hash
    }

    /// The profile on record, if any.
    package func profile(of machine: MachineRecord) throws -> MachineProfile? {
        guard let json = machine.profile, let hash = machine.profileHash else { return nil }
        return try known.profile(hash: hash) { try Self.decode(Array(json.utf8)) }
    }

    /// Reads a compiled profile.
    /// - Throws: `invalid`.
    static func decode(_ json: [UInt8]) throws -> MachineProfile {
        do {
            return try MachineProfile.decode(json: json)
        } catch {
            throw CoordinatorError(
                .invalid,
                "The body is not a compiled profile; make one with `mintmark profile compile`.",
                cause: error.message
            )
        }
    }
}

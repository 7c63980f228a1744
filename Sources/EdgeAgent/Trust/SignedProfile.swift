import Machine
import Protocol

/// The compiled profile, signed by the deployment.
enum SignedProfile {
    /// Reads and believes the profile in the file at `path`.
    /// - Throws: `configuration`, with what to do.
    static func load(_ path: String, keyset: Keyset) throws(AgentError) -> MachineProfile {
        let text = try TextFile.text(path)
        do {
            let envelope = try Envelope.parse(text, as: .profile)
            let profile = try envelope.verified(by: keyset.key(envelope.keyID, for: .profile)).claims(
                ProfileClaims.self
            )
            .profile
            try profile.checkConsistency()
            return profile
        } catch {
            throw AgentError(
                .configuration,
                "\(path) is not a profile that this deployment signed; compile it again and copy it here.",
                cause: "\(error)"
            )
        }
    }

    /// Reads the profile in the file at `path` without knowing who signed it: for a technician who looks at the wiring
    /// before the machine is enrolled. The agent never drives anything by it.
    /// - Throws: `configuration`, with what to do.
    static func loadUnverified(_ path: String) throws(AgentError) -> MachineProfile {
        let text = try TextFile.text(path)
        do {
            let profile = try Envelope.parse(text, as: .profile).claims(ProfileClaims.self).profile
            try profile.checkConsistency()
            return profile
        } catch {
            throw AgentError(
                .configuration,
                "\(path) is not a compiled profile; compile it again and copy it here.",
                cause: "\(error)"
            )
        }
    }
}

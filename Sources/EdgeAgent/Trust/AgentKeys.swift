package import Protocol

/// The machine's own keys, made on the first start: the identity key, fixed for life, and the operational keys, which
/// can be replaced.
package struct AgentKeys: Sendable {
    /// Signs enrolments, and which operational keys there are.
    package let identity: SigningKey
    /// The machine's id.
    package let machine: MachineID
    /// Sign sessions and receipts.
    package let ring: KeyRing

    /// Makes the keys of a machine.
    package init(identity: SigningKey, ring: KeyRing, machine: MachineID) {
        self.identity = identity
        self.ring = ring
        self.machine = machine
    }

    /// Reads the keys in `directory`, making those that are missing.
    /// - Throws: `configuration`, naming the file that can't be used.
    package static func loadOrCreate(name: String, directory: String) throws(AgentError) -> AgentKeys {
        do {
            let identity = try KeyFile.loadOrCreate("\(directory)/identity.key")
            return AgentKeys(
                identity: identity,
                ring: try KeyRing.loadOrCreate(directory: directory),
                machine: try MachineID(name: name, identity: identity.verifyingKey)
            )
        } catch {
            throw AgentError(.configuration, error.message, cause: error.cause)
        }
    }
}

package import Protocol

/// The machine's own keys, made on the first start: the identity key, fixed for life, and the operational key that
/// signs sessions and receipts and can be replaced.
package struct AgentKeys: Sendable {
    /// Signs enrolments.
    package let identity: SigningKey
    /// Signs sessions and receipts.
    package let operational: SigningKey
    /// The machine's id.
    package let machine: MachineID

    /// Reads the keys in `directory`, making those that are missing.
    /// - Throws: `configuration`, naming the file that can't be used.
    package static func loadOrCreate(name: String, directory: String) throws(AgentError) -> AgentKeys {
        do {
            let identity = try KeyFile.loadOrCreate("\(directory)/identity.key")
            return AgentKeys(
                identity: identity,
                operational: try KeyFile.loadOrCreate("\(directory)/operational.key"),
                machine: try MachineID(name: name, identity: identity.verifyingKey)
            )
        } catch {
            throw AgentError(.configuration, error.message, cause: error.cause)
        }
    }
}

import Glibc
import Protocol

/// `mintmark-agent identity --state DIR --config FILE`: prints the machine's id, which an operator compares with the
/// one that asks to be let in. It makes nothing; the agent makes the keys at its first start.
enum IdentityCommand {
    /// The machine's id.
    /// - Throws: `configuration`, with what to do.
    static func id(state: String, configuration: AgentConfiguration) throws(AgentError) -> MachineID {
        let path = "\(state)/identity.key"
        guard access(path, F_OK) == 0 else {
            throw AgentError(
                .configuration,
                "\(path) can't be read: start the agent once, which makes it, and run this as its user or as root.",
                cause: String(cString: strerror(errno))
            )
        }
        do {
            return try MachineID(name: configuration.name, identity: KeyFile.load(path).verifyingKey)
        } catch {
            throw AgentError(.configuration, error.message, cause: error.cause)
        }
    }
}

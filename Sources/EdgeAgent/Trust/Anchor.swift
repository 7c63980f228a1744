package import Protocol

/// Whom the machine believes: the deployment's root key, given in a file or by its fingerprint in a one-time secret.
package struct Anchor: Sendable {
    /// The root key, when a file gave it.
    package let root: VerifyingKey?
    /// The root key's fingerprint: the deployment's id.
    package let fingerprint: String
    /// The one-time secret, when there is one.
    package let secret: EnrolmentSecret?

    /// A deployment that is known by its root key alone.
    package init(root: VerifyingKey) {
        self.init(root: root, fingerprint: root.fingerprint, secret: nil)
    }

    private init(root: VerifyingKey?, fingerprint: String, secret: EnrolmentSecret?) {
        self.root = root
        self.fingerprint = fingerprint
        self.secret = secret
    }

    /// Reads what the configuration names.
    /// - Throws: `configuration` when a file is missing or wrong, or when both pin different deployments.
    package static func load(_ configuration: AgentConfiguration) throws(AgentError) -> Anchor {
        do {
            var root: VerifyingKey?
            if let path = configuration.rootKeyFile { root = try VerifyingKey(text: TextFile.text(path)) }
            var secret: EnrolmentSecret?
            if let path = configuration.secretFile { secret = try EnrolmentSecret(text: TextFile.text(path)) }
            guard let fingerprint = root?.fingerprint ?? secret?.rootFingerprint else {
                throw AgentError(.configuration, "Neither rootKeyFile nor secretFile pins a deployment.")
            }
            if let secret, secret.rootFingerprint != fingerprint {
                throw AgentError(.configuration, "The enrolment secret is for another deployment than the root key.")
            }
            return Anchor(root: root, fingerprint: fingerprint, secret: secret)
        } catch let error as ProtocolError {
            throw AgentError(.configuration, error.message, cause: error.cause)
        } catch let error as AgentError {
            throw error
        } catch {
            throw AgentError(.configuration, "The deployment could not be pinned.", cause: "\(error)")
        }
    }
}

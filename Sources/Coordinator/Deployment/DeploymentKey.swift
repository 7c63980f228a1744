import Protocol

/// A key of the deployment that a person can have replaced. It is made ready at once and takes effect at the
/// coordinator's next start; machines learn of it from the keyset, which the root key signs.
///
/// The root key can't be replaced: machines know the deployment by it. Without the old profile key every machine would
/// have a profile that nobody signed.
package enum DeploymentKey: String, CaseIterable, Sendable {
    /// Signs commands, session grants and enrolment answers.
    case command
    /// The TLS key that machines pin, when the coordinator ends TLS itself. Its next one is in every keyset already.
    case tls

    /// Asks for the key to be replaced at the next start. Asking twice is asking once.
    /// - Throws: `CoordinatorError` or `ProtocolError` naming the file that can't be written.
    package func askToReplace(in folder: String) throws {
        switch self {
        case .command:
            guard !StateFile.exists(Self.nextCommandKey(folder)) else { return }
            _ = try KeyFile.create(Self.nextCommandKey(folder))
        case .tls:
            guard let pin = try TLSIdentity.pinOfNextKey(folder: folder) else {
                throw CoordinatorError(
                    .conflict,
                    "The coordinator does not end TLS itself; put the pin of the proxy's next key into tls.pins."
                )
            }
            try StateFile.write(Array(pin.utf8), to: Self.tlsRequest(folder))
        }
    }

    /// Does what was asked for, at a start. After a power cut at any step the next start ends it.
    /// - Throws: `CoordinatorError` naming the file.
    static func replaceAsAsked(in folder: String) throws(CoordinatorError) {
        if StateFile.exists(nextCommandKey(folder)) {
            try StateFile.move(nextCommandKey(folder), to: "\(folder)/keys/command.key")
        }
        guard StateFile.exists(tlsRequest(folder)) else { return }
        let wanted = String(decoding: try StateFile.read(tlsRequest(folder), maximumBytes: 128), as: UTF8.self)
        // When the key was moved before the power cut, another one waits by now, or none.
        if try TLSIdentity.pinOfNextKey(folder: folder) == wanted {
            try StateFile.move(TLSIdentity.nextKeyPath(folder), to: "\(folder)/tls.key")
        }
        try StateFile.remove(tlsRequest(folder))
    }

    private static func nextCommandKey(_ folder: String) -> String { "\(folder)/keys/command.key.next" }
    private static func tlsRequest(_ folder: String) -> String { "\(folder)/tls.replace" }
}

import Platform
import Protocol

/// What the state folder holds beside the database: keys, certificate and keyset, each made at the first start.
struct DeploymentFiles: Sendable {
    /// The deployment's keys.
    let keys: DeploymentKeys
    /// The certificate that the server shows; nil when somebody else ends TLS.
    let tls: TLSIdentity?
    /// The keyset in force.
    let keyset: SignedKeyset

    /// Reads the files, making those that are missing; on a thread of its own, because each is synced to the disk.
    /// - Throws: `CoordinatorError` or `ProtocolError`, each naming the file and what to do.
    static func ensure(
        _ configuration: CoordinatorConfiguration,
        in stateFolder: String,
        at now: Moment
    ) async throws -> DeploymentFiles {
        try await DedicatedThread.run("state-files") {
            try StateFile.makeFolder("\(stateFolder)/keys")
            let keys = try DeploymentKeys.loadOrCreate(folder: "\(stateFolder)/keys")
            try AuditKeyFiles.ensure(folder: stateFolder, keys: keys)
            let (tls, pins) = try tlsIdentity(configuration, stateFolder, at: now)
            let keyset = try KeysetFile.loadOrSign(
                folder: stateFolder,
                keys: keys,
                endpoints: [configuration.publicURL],
                tlsPins: pins,
                releaseKeys: configuration.releaseKeys,
                at: now
            )
            return DeploymentFiles(keys: keys, tls: tls, keyset: keyset)
        }
    }

    private static func tlsIdentity(
        _ configuration: CoordinatorConfiguration,
        _ stateFolder: String,
        at now: Moment
    ) throws -> (TLSIdentity?, pins: [String]) {
        switch configuration.tls {
        case .off(let pins): return (nil, pins)
        case .own:
            let hosts = Set([configuration.publicHost, configuration.listen.host, "localhost", "127.0.0.1"])
            let identity = try TLSIdentity.loadOrCreate(
                folder: stateFolder,
                hosts: hosts.subtracting(["0.0.0.0", "::"]).sorted(),
                at: now
            )
            return (identity, [identity.pin])
        }
    }
}

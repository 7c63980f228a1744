import Journal
import NIOCore
import NIOHTTP1
import Protocol

/// Fetches a newer keyset from a coordinator whose TLS key is not in the one that is stored: a machine that was off
/// while the key was replaced, or while the coordinator moved, finds it again. Nobody is believed for answering; the
/// root key signed the keyset, it is newer, and it names the key that answered.
struct KeysetClient: Sendable {
    let journal: Journal
    let group: any EventLoopGroup

    /// Fetches and stores it.
    /// - Throws: `ProtocolError` when what came is not believed, `link` when nothing came, and what the journal throws.
    func renew(_ trust: Trust, at endpoint: Endpoint) async throws -> Keyset {
        let met = RecordedPin()
        let reply = try await HTTPConnection.with(endpoint, verification: .recorded(met), group: group) { connection in
            try await connection.request(.GET, "/v1/agent/keyset", maximumBytes: ProtocolLimits.keysetBytes)
        }
        guard reply.status == 200 else { throw RefusedByCoordinator(reply) }
        let text = String(decoding: reply.body, as: UTF8.self)
        let keyset = try Self.believe(text, pin: met.value, trust: trust)
        try await journal.transact { try $0.setValue(Trust.Key.keyset, Array(text.utf8)) }
        return keyset
    }

    /// Believes a keyset, or says why not.
    /// - Parameter pin: the TLS key that answered.
    static func believe(_ compact: String, pin: String?, trust: Trust) throws(ProtocolError) -> Keyset {
        let keyset = try Keyset.verify(compact, root: trust.root, minimumVersion: trust.keyset.version + 1)
        guard let pin, keyset.tlsPins.contains(pin) else {
            throw ProtocolError(
                .unknownKey,
                "The TLS key that answered is not in the newest keyset either; something stands between."
            )
        }
        return keyset
    }
}

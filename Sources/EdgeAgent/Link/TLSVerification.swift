import NIOCore
import NIOSSL
import Protocol
import Synchronization

/// Whom a TLS connection is made with. A name on a certificate says nothing here: the key does.
enum TLSVerification: Sendable {
    /// One of these keys has to answer: SHA-256 of its SubjectPublicKeyInfo, 64 hex digits. Which one did is kept.
    case pinned(Set<String>, met: RecordedPin)
    /// Whoever answers, for enrolment and a newer keyset only. The key is kept, and must then be one that the signed
    /// keyset names.
    case recorded(RecordedPin)

    /// Decides about the certificates that the peer showed.
    func verify(_ certificates: [NIOSSLCertificate]) -> Bool {
        guard let leaf = certificates.first, let key = try? leaf.extractPublicKey().toSPKIBytes() else { return false }
        let pin = Fingerprint.sha256(key)
        switch self {
        case .pinned(let pins, let met):
            met.set(pin)
            return pins.contains(pin)
        case .recorded(let recorded):
            recorded.set(pin)
            return true
        }
    }
}

/// The key that answered a connection.
final class RecordedPin: Sendable {
    private let pin = Mutex<String?>(nil)

    func set(_ value: String) { pin.withLock { $0 = value } }

    var value: String? { pin.withLock { $0 } }
}

import Crypto
import Foundation
package import NIOSSL
import Protocol
import SwiftASN1
import X509

/// The coordinator's own TLS key and certificate. Machines pin the key, so the key is made once and kept; the
/// certificate is signed by that key itself and made anew when it nears its end.
package struct TLSIdentity: Sendable {
    /// The certificate in PEM.
    package let certificate: String
    /// The private key in PEM.
    package let privateKey: String
    /// SHA-256 of the SubjectPublicKeyInfo, 64 hex digits: what machines pin.
    package let pin: String
    /// The same of the key that takes its place when it is replaced: machines know it long before it answers.
    package let nextPin: String

    private static let maximumBytes = 65_536
    private static let validDays = 825
    private static let renewDays = 60

    /// Reads `tls.key`, `tls.next.key` and `tls.crt` in `folder`, making what is missing or nears its end.
    /// - Throws: `invalid` or `storageFull`, naming the file.
    package static func loadOrCreate(
        folder: String,
        hosts: [String],
        at now: Moment
    ) throws(CoordinatorError) -> TLSIdentity {
        let key = try key(at: "\(folder)/tls.key")
        let nextPin = pin(of: try self.key(at: nextKeyPath(folder)))
        let path = "\(folder)/tls.crt"
        do {
            let certificate = try loadCertificate(path, key: key, hosts: hosts, at: now)
            return TLSIdentity(
                certificate: certificate,
                privateKey: key.pemRepresentation,
                pin: pin(of: key),
                nextPin: nextPin
            )
        } catch let error as CoordinatorError {
            throw error
        } catch {
            throw CoordinatorError(
                .invalid,
                "The certificate \(path) could not be made; report this.",
                cause: "\(error)"
            )
        }
    }

    /// The pin of the key that waits to take the place of the one in use; nil when there is none.
    /// - Throws: `invalid` when its file holds no key.
    package static func pinOfNextKey(folder: String) throws(CoordinatorError) -> String? {
        let path = nextKeyPath(folder)
        return StateFile.exists(path) ? pin(of: try key(at: path)) : nil
    }

    /// The file of that key.
    package static func nextKeyPath(_ folder: String) -> String { "\(folder)/tls.next.key" }

    private static func pin(of key: P256.Signing.PrivateKey) -> String {
        Fingerprint.sha256(Array(key.publicKey.derRepresentation))
    }

    /// How the server speaks TLS with this identity.
    /// - Throws: what NIOSSL throws for a damaged key or certificate.
    package func serverConfiguration() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(bytes: Array(privateKey.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain,
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private static func key(at path: String) throws(CoordinatorError) -> P256.Signing.PrivateKey {
        guard StateFile.exists(path) else {
            let key = P256.Signing.PrivateKey()
            try StateFile.write(Array(key.pemRepresentation.utf8), to: path)
            return key
        }
        let text = String(decoding: try StateFile.read(path, maximumBytes: maximumBytes), as: UTF8.self)
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: text)
        } catch {
            throw CoordinatorError(
                .invalid,
                "\(path) holds no P-256 key. Restore it: machines know the coordinator by this key.",
                cause: "\(error)"
            )
        }
    }

    private static func loadCertificate(
        _ path: String,
        key: P256.Signing.PrivateKey,
        hosts: [String],
        at now: Moment
    ) throws -> String {
        if StateFile.exists(path) {
            let text = String(decoding: try StateFile.read(path, maximumBytes: maximumBytes), as: UTF8.self)
            if let certificate = try? Certificate(pemEncoded: text), certificate.publicKey == .init(key.publicKey),
                certificate.notValidAfter > date(now, days: renewDays), names(of: certificate) == Set(hosts)
            {
                return text
            }
        }
        let text = try makeCertificate(key: key, hosts: hosts, at: now)
        try StateFile.write(Array(text.utf8), to: path)
        return text
    }

    private static func makeCertificate(
        key: P256.Signing.PrivateKey,
        hosts: [String],
        at now: Moment
    ) throws -> String {
        let subject = try DistinguishedName { CommonName("mintmark coordinator") }
        let signer = Certificate.PrivateKey(key)
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(bytes: [0x01] + Fingerprint.randomBytes(15)),
            publicKey: signer.publicKey,
            notValidBefore: date(now, days: -1),
            notValidAfter: date(now, days: validDays),
            issuer: subject,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            // No KeyUsage: with one that lacks keyCertSign a self-signed certificate can't be trusted by naming it.
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(hosts.map(generalName))
            },
            issuerPrivateKey: signer
        )
        return try certificate.serializeAsPEM().pemString
    }

    private static func generalName(_ host: String) -> GeneralName {
        IPAddressBytes.of(host).map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) } ?? .dnsName(host)
    }

    private static func names(of certificate: Certificate) -> Set<String> {
        guard let names = try? certificate.extensions.subjectAlternativeNames else { return [] }
        return Set(
            names.compactMap { name in
                switch name {
                case .dnsName(let host): host
                case .ipAddress(let bytes): IPAddressBytes.text(Array(bytes.bytes))
                default: nil
                }
            }
        )
    }

    private static func date(_ now: Moment, days: Int) -> Date {
        Date(timeIntervalSince1970: Double(now.seconds + Int64(days) * 86_400))
    }
}

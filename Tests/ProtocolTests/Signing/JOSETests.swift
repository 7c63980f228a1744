import Protocol
import Testing
import TestSupport

/// Any JOSE library verifies an envelope: shown with Debian's python3-jwcrypto.
@Suite("JOSE") struct JOSETests {
    private let script = """
        import sys
        from jwcrypto import jwk, jws
        token = jws.JWS(); token.allowed_algs = ['EdDSA']
        token.deserialize(sys.argv[2])
        token.verify(jwk.JWK.from_json(sys.argv[1]))
        print('VERIFIED', token.jose_header['typ'], token.payload.decode())
        """

    private func verify(_ compact: String) async throws -> (status: Int32, lines: [String]) {
        let python = try ChildProcess(
            "/usr/bin/python3",
            arguments: ["-c", script, Samples.coordinator.verifyingKey.jwk, compact]
        )
        return (try await python.waitUntilExit(timeoutSeconds: 60), python.lines)
    }

    @Test func anotherLibraryVerifiesACommand() async throws {
        let command = try Samples.command()
        let compact = try Envelope.sign(command, as: .command, with: Samples.coordinator).compact
        let (status, lines) = try await verify(compact)
        #expect(status == 0, "\(lines)")
        let payload = String(decoding: try StrictJSON.encode(command), as: UTF8.self)
        #expect(lines.contains("VERIFIED mintmark-command+jwt \(payload)"))
    }

    @Test func anotherLibraryRefusesAChangedCommand() async throws {
        let compact = try Envelope.sign(Samples.command(), as: .command, with: Samples.coordinator).compact
        let other = try Envelope.sign(Samples.command { $0.cnt = 2 }, as: .command, with: Samples.coordinator).compact
        let mixed = compact.split(separator: ".").prefix(2) + other.split(separator: ".").suffix(1)
        let (status, lines) = try await verify(mixed.joined(separator: "."))
        #expect(status != 0)
        #expect(!lines.contains { $0.hasPrefix("VERIFIED") })
    }
}

/// A JOSE implementation that is not ours: Debian's python3-jwcrypto.
package enum JOSELibrary {
    /// Lets it check a token.
    /// - Parameter jwk: the public key as a JSON Web Key.
    /// - Returns: what it printed: `VERIFIED`, the header's `typ` and the payload's bytes, then the payload.
    package static func verify(_ token: String, jwk: String) async throws -> [String] {
        try await run(
            """
            import sys
            from jwcrypto import jwk, jws
            token = jws.JWS(); token.allowed_algs = ['EdDSA']
            token.deserialize(sys.argv[2])
            token.verify(jwk.JWK.from_json(sys.argv[1]))
            print('VERIFIED', token.jose_header['typ'], len(token.payload))
            print(token.payload.decode())
            """,
            [jwk, token]
        )
    }

    /// Lets it sign.
    /// - Parameters:
    ///   - header: the protected header, JSON.
    ///   - jwk: the private key as a JSON Web Key.
    /// - Returns: the token.
    package static func sign(_ payload: String, header: String, jwk: String) async throws -> String {
        let lines = try await run(
            """
            import sys
            from jwcrypto import jwk, jws
            token = jws.JWS(sys.argv[3].encode()); token.allowed_algs = ['EdDSA']
            token.add_signature(jwk.JWK.from_json(sys.argv[1]), None, sys.argv[2], None)
            print(token.serialize(compact=True))
            """,
            [jwk, header, payload]
        )
        guard let token = lines.first else { throw TestSupportError("jwcrypto printed no token") }
        return token
    }

    private static func run(_ script: String, _ arguments: [String]) async throws -> [String] {
        let python = try ChildProcess("/usr/bin/python3", arguments: ["-c", script] + arguments)
        let status = try await python.waitUntilExit(timeoutSeconds: 60)
        guard status == 0 else { throw TestSupportError("jwcrypto refused: \(python.lines)") }
        return python.lines
    }
}

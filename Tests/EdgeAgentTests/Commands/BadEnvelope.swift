import Protocol
import Testing

@testable import EdgeAgent

/// An envelope that must not be taken, and the code with which it is refused.
struct BadEnvelope: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: WireCode
    let make: @Sendable (TestDeployment) throws -> String

    init(_ what: String, _ code: WireCode, _ make: @escaping @Sendable (TestDeployment) throws -> String) {
        testDescription = what
        self.code = code
        self.make = make
    }

    static let all: [BadEnvelope] = signatures + addresses + shapes

    private static let signatures = [
        BadEnvelope("forged payload", .badSignature) { deployment in
            let real = try deployment.sign(deployment.claims()).split(separator: ".")
            let other = try deployment.sign(deployment.claims(9)).split(separator: ".")
            return "\(real[0]).\(other[1]).\(real[2])"
        },
        BadEnvelope("key that nobody knows", .unknownKey) { try $0.sign($0.claims(), with: SigningKey()) },
        BadEnvelope("key for profiles", .unknownKey) { try $0.sign($0.claims(), with: $0.profile) },
        BadEnvelope("signature cut off", .badSignature) { String(try $0.sign($0.claims()).dropLast(6)) },
        BadEnvelope("alg none", .badAlgorithm) { try $0.forge($0.text($0.claims()), alg: "none") },
        BadEnvelope("alg HS256", .badAlgorithm) { try $0.forge($0.text($0.claims()), alg: "HS256") },
        BadEnvelope("receipt's type", .badType) { try $0.forge($0.text($0.claims()), typ: "mintmark-receipt+jwt") },
    ]

    private static let addresses = [
        BadEnvelope("another machine", .wrongAudience) { deployment in
            var claims = deployment.claims()
            claims.aud = try TestDeployment().keys.machine
            return try deployment.sign(claims)
        },
        BadEnvelope("another deployment", .wrongIssuer) { deployment in
            var claims = deployment.claims()
            claims.iss = SigningKey().keyID
            return try deployment.sign(claims)
        },
        BadEnvelope("older incarnation", .wrongIncarnation) { try $0.sign($0.claims(incarnation: 0)) },
        BadEnvelope("later incarnation", .wrongIncarnation) { try $0.sign($0.claims(incarnation: 2)) },
        BadEnvelope("another version", .unsupportedVersion) { deployment in
            var claims = deployment.claims()
            claims.ver = 2
            return try deployment.sign(claims)
        },
    ]

    private static let shapes = [
        BadEnvelope("empty", .malformed) { _ in "" },
        BadEnvelope("no envelope", .malformed) { _ in "{}" },
        BadEnvelope("cut in half", .malformed) { String(try $0.sign($0.claims()).prefix(200)) },
        BadEnvelope("base64 with padding", .malformed) { try $0.sign($0.claims()) + "=" },
        BadEnvelope("huge", .tooLarge) { _ in String(repeating: "a", count: ProtocolLimits.envelopeBytes + 1) },
        BadEnvelope("huge name of a sale", .tooLarge) { deployment in
            let sale = String(repeating: "s", count: 8_000)
            return try deployment.sign(deployment.claims(1, .deliver(.init(lane: "A1", sale: sale))))
        },
        BadEnvelope("deep", .tooLarge) { deployment in
            let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
            return try deployment.forge(
                deployment.text(deployment.claims()).replacing("{\"aud\"", with: "{\"x\":\(deep),\"aud\"")
            )
        },
        BadEnvelope("trailing comma", .malformed) { try $0.forge(String($0.text($0.claims()).dropLast()) + ",}") },
        BadEnvelope("a claim twice", .duplicateMember) { deployment in
            try deployment.forge(String(deployment.text(deployment.claims()).dropLast()) + ",\"cnt\":2}")
        },
        BadEnvelope("exponent", .malformed) {
            try $0.forge($0.text($0.claims()).replacing("\"cnt\":1", with: "\"cnt\":1e0"))
        },
        BadEnvelope("two bodies", .malformed) { deployment in
            try deployment.forge(String(deployment.text(deployment.claims()).dropLast()) + ",\"ping\":{}}")
        },
        BadEnvelope("unknown body", .malformed) {
            try $0.forge($0.text($0.claims(1, .ping)).replacing("ping", with: "explode"))
        },
        BadEnvelope("no id", .malformed) { deployment in
            var claims = deployment.claims()
            claims.jti = "1"
            return try deployment.sign(claims)
        },
        BadEnvelope("counter 0", .malformed) { try $0.sign($0.claims(0)) },
    ]
}

import Protocol
import Testing

/// A command that a machine has to refuse, made from one that the coordinator queued.
struct RefusedCommand: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: WireCode
    let make: @Sendable (Command, MachineBench) throws -> String

    init(_ what: String, _ code: WireCode, _ make: @escaping @Sendable (Command, MachineBench) throws -> String) {
        testDescription = what
        self.code = code
        self.make = make
    }

    static let all = [
        RefusedCommand("forged", .badSignature) { command, bench in
            var other = command
            other.exp += 3_600
            let real = try bench.sign(command).split(separator: ".")
            return "\(real[0]).\(try bench.sign(other).split(separator: ".")[1]).\(real[2])"
        },
        RefusedCommand("of an unknown key", .unknownKey) { try $1.sign($0, with: SigningKey()) },
        RefusedCommand("for another machine", .wrongAudience) { command, bench in
            var other = command
            other.aud = try MachineID(name: "lobby-2", identity: SigningKey().verifyingKey)
            return try bench.sign(other)
        },
        RefusedCommand("for another incarnation", .wrongIncarnation) { command, bench in
            var other = command
            other.inc = 7
            return try bench.sign(other)
        },
        RefusedCommand("cut in half", .malformed) { String(try $1.sign($0).prefix(150)) },
        RefusedCommand("huge", .tooLarge) { _, _ in String(repeating: "a", count: 20_000) },
        RefusedCommand("with a claim twice", .duplicateMember) { command, bench in
            let text = String(decoding: try StrictJSON.encode(command), as: UTF8.self)
            return try bench.forge(String(text.dropLast()) + ",\"cnt\":2}")
        },
        RefusedCommand("with a trailing comma", .malformed) { command, bench in
            let text = String(decoding: try StrictJSON.encode(command), as: UTF8.self)
            return try bench.forge(String(text.dropLast()) + ",}")
        },
        RefusedCommand("with alg none", .badAlgorithm) { command, bench in
            try bench.forge(String(decoding: try StrictJSON.encode(command), as: UTF8.self), alg: "none")
        },
    ]
}

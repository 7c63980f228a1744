import Measuring
import Protocol

/// Signing, and verifying with decoding, of one delivery command.
enum CommandBenchmark {
    static func run(rounds: Int, seconds: Double) throws -> Section {
        var (signed, verified) = ([Double](), [Double]())
        for round in 0..<rounds {
            Progress.say("commands: round \(round + 1) of \(rounds)")
            let (key, command) = (SigningKey(), try command())
            signed.append(try rate(seconds) { _ = try Envelope.sign(command, as: .command, with: key) })
            let compact = try Envelope.sign(command, as: .command, with: key).compact
            verified.append(
                try rate(seconds) {
                    _ = try Envelope.parse(compact, as: .command).verified(by: key.verifyingKey).claims(Command.self)
                }
            )
        }
        var section = Section(
            "Signed commands on one core",
            method: "Ed25519 over a delivery command's JSON, one thread: signing, and parsing, verifying and decoding."
        )
        section.figures = [
            Figure("sign", signed, unit: "per s"),
            Figure("verify and decode", verified, unit: "per s", comparedWith: "sign"),
        ]
        return section
    }

    private static func rate(_ seconds: Double, _ body: () throws -> Void) rethrows -> Double {
        var count = 0
        let start = Clock.nanoseconds
        while Clock.seconds(since: start) < seconds {
            try body()
            count += 1
        }
        return Double(count) / Clock.seconds(since: start)
    }

    private static func command() throws -> Command {
        Command(
            iss: SigningKey().keyID,
            aud: try MachineID(name: "bench", identity: SigningKey().verifyingKey),
            jti: Identifier.make(milliseconds: 1_800_000_000_000, random: Array(repeating: 1, count: 10)),
            iat: 1_800_000_000,
            exp: 1_800_000_060,
            inc: 1,
            cnt: 1,
            traceparent: TraceParent.make(trace: Array(repeating: 1, count: 16), span: Array(repeating: 1, count: 8)),
            body: .deliver(CommandBody.Deliver(lane: "A1", sale: "sale"))
        )
    }
}

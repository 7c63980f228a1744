import Protocol

/// Signing and verifying one delivery command.
enum CommandBenchmark {
    static func sign(seconds: Double) throws -> Double {
        let (key, command) = (SigningKey(), try command())
        return try rate(seconds) { _ = try Envelope.sign(command, as: .command, with: key) }
    }

    static func verify(seconds: Double) throws -> Double {
        let key = SigningKey()
        let compact = try Envelope.sign(command(), as: .command, with: key).compact
        return try rate(seconds) {
            _ = try Envelope.parse(compact, as: .command).verified(by: key.verifyingKey).claims(Command.self)
        }
    }

    private static func rate(_ seconds: Double, _ body: () throws -> Void) rethrows -> Double {
        var count = 0
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(seconds) {
            try body()
            count += 1
        }
        return Double(count) / seconds
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

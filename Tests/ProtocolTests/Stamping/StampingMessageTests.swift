import Protocol
import Testing

@Suite("Stamping messages") struct StampingMessageTests {
    private static let grant = SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["A1", "A2"])

    @Test func everyCommandComesBackAsItWas() throws {
        let bodies: [CommandBody] = [
            .grantBlock(Self.grant), .returnBlock(SerialBlockReturn(block: "b-1")),
            .startRun(RunStart(run: "r-1", gtin: "09506000134352", lot: "L7", count: 500)),
            .startRun(RunStart(run: "r-1", gtin: "09506000134352", count: 1)),
        ]
        let controls = RunControl.Action.allCases.map { CommandBody.controlRun(RunControl(run: "r-1", action: $0)) }
        for body in bodies + controls {
            let bytes = try StrictJSON.encode(Samples.command { $0.body = body })
            #expect(try StrictJSON.decode(Command.self, from: bytes).body == body)
            #expect(String(decoding: bytes, as: UTF8.self).contains("\"\(body.kind.rawValue)\":{"))
        }
    }

    @Test func everyReceiptComesBackAsItWas() throws {
        let evidence = StampReport.Evidence(
            attempts: 1,
            sequence: 7,
            taken: 7,
            acknowledged: 7,
            bootCount: 3,
            hashMatched: true,
            readBack: "A1",
            rejected: true,
            afterRestart: true
        )
        var bodies: [ReceiptBody] = [
            .blockGranted(SerialBlockGranted(block: "b-1", gtin: "09520123456788", count: 2)),
            .blockReturned(SerialBlockReturned(block: "b-1", unused: ["A2"])),
        ]
        bodies += StampStatus.allCases.map { status in
            .stamp(
                StampReport(
                    run: "r-1",
                    block: "b-1",
                    serial: "A1",
                    station: "S1",
                    unit: 1,
                    status: status,
                    reason: status == .commissioned ? nil : "restarted",
                    evidence: status == .cannotStart ? nil : evidence
                )
            )
        }
        bodies += RunState.allCases.map {
            .run(
                RunReport(
                    run: "r-1",
                    gtin: "09520123456788",
                    lot: "L1",
                    count: 4,
                    state: $0,
                    commissioned: 3,
                    scrapped: 2,
                    unusable: 1,
                    reason: "noSerials"
                )
            )
        }
        for body in bodies {
            let bytes = try StrictJSON.encode(Samples.receipt { $0.body = body })
            #expect(try StrictJSON.decode(Receipt.self, from: bytes).body == body)
            #expect(String(decoding: bytes, as: UTF8.self).contains("\"\(body.kind.rawValue)\":{"))
        }
    }

    @Test(arguments: ["\"", "/", "x"])
    func theLargestBlockFitsIntoItsGrantAndIntoItsReturn(character: String) throws {
        let filler = String(repeating: character, count: 16)
        var serials = (0..<ProtocolLimits.blockSerials).map { filler + String(1_000 + $0) }
        while SerialBlockGrant.bytes(of: serials) > ProtocolLimits.blockSerialBytes { serials.removeLast() }
        #expect(serials.count == (character == "\"" ? 294 : ProtocolLimits.blockSerials))
        let id = String(repeating: "b", count: StampingText.idBytes)
        let grant = SerialBlockGrant(block: id, gtin: "09506000134352", serials: serials)
        try grant.check()
        let machine = try MachineID(
            name: String(repeating: "m", count: ProtocolLimits.nameCharacters),
            identity: Samples.identity.verifyingKey
        )
        let command = try Samples.command {
            $0.aud = machine
            $0.body = .grantBlock(grant)
            $0.cnt = 1 << 53
            $0.inc = 1 << 53
        }
        let signed = try Envelope.sign(command, as: .command, with: Samples.coordinator).compact
        #expect(signed.utf8.count <= ProtocolLimits.envelopeBytes)
        let receipt = try Samples.receipt {
            $0.iss = machine
            $0.re = command.jti
            $0.boot = "01234567-89ab-cdef-0123-456789abcdef"
            $0.seq = 1 << 53
            $0.inc = 1 << 53
            $0.body = .blockReturned(SerialBlockReturned(block: id, unused: serials))
        }
        let returned = try Envelope.sign(receipt, as: .receipt, with: Samples.operational).compact
        #expect(returned.utf8.count <= ProtocolLimits.envelopeBytes)
    }

    @Test func refusesABlockThatIsTooLarge() {
        let serials = (0...ProtocolLimits.blockSerials).map(String.init)
        let quotes = (0..<ProtocolLimits.blockSerials).map { String(repeating: "\"", count: 16) + String(1_000 + $0) }
        for list in [serials, quotes] {
            let grant = SerialBlockGrant(block: "b", gtin: "09506000134352", serials: list)
            #expect(code { try grant.check() } == .tooLarge)
        }
    }

    @Test(arguments: [
        SerialBlockGrant(block: "", gtin: "09506000134352", serials: ["A1"]),
        SerialBlockGrant(block: "b 1", gtin: "09506000134352", serials: ["A1"]),
        SerialBlockGrant(block: String(repeating: "b", count: 65), gtin: "09506000134352", serials: ["A1"]),
        SerialBlockGrant(block: "b-1", gtin: "9506000134352", serials: ["A1"]),
        SerialBlockGrant(block: "b-1", gtin: "0950600013435x", serials: ["A1"]),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: []),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["A1", "A1"]),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["A 1"]),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["A1", ""]),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["123456789012345678901"]),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["Ä1"]),
        SerialBlockGrant(block: "b-1", gtin: "09506000134352", serials: ["A\n1"]),
    ])
    func refusesABlockThatMakesNoSense(grant: SerialBlockGrant) {
        #expect(code { try grant.check() } == .malformed)
    }

    @Test func takesWhatMakesSense() throws {
        try Self.grant.check()
        try SerialBlockReturn(block: "b:1").check()
        try RunStart(run: "r", gtin: "09506000134352", lot: nil, count: RunStart.maximumCount).check()
        try RunControl(run: "r", action: .abort).check()
    }

    @Test func refusesRunsThatMakeNoSense() {
        let gtin = "09506000134352"
        #expect(code { try RunStart(run: "", gtin: gtin, count: 1).check() } == .malformed)
        #expect(code { try RunStart(run: "r", gtin: "1", count: 1).check() } == .malformed)
        #expect(code { try RunStart(run: "r", gtin: gtin, lot: "", count: 1).check() } == .malformed)
        #expect(code { try RunStart(run: "r", gtin: gtin, count: 0).check() } == .malformed)
        #expect(code { try RunStart(run: "r", gtin: gtin, count: RunStart.maximumCount + 1).check() } == .malformed)
        #expect(code { try RunControl(run: "r/1", action: .resume).check() } == .malformed)
        #expect(code { try SerialBlockReturn(block: "").check() } == .malformed)
    }

    @Test func anActionThatIsNotKnownIsMalformed() throws {
        let control = RunControl(run: "r", action: .abort)
        let bytes = try StrictJSON.encode(Samples.command { $0.body = .controlRun(control) })
        let other = String(decoding: bytes, as: UTF8.self).replacing("\"abort\"", with: "\"destroy\"")
        #expect(code { _ = try StrictJSON.decode(Command.self, from: Array(other.utf8)) } == .malformed)
    }

    @Test func onlyEndedAndAbortedAreFinal() {
        #expect(RunState.allCases.filter(\.isFinal) == [.ended, .aborted])
    }
}

import Testing

@testable import mintmark

@Suite("RecoveryText")
struct RecoveryTextTests {
    private static let open = """
        {"generation":2,"reason":"restore","subject":"","open":true,"text":"Nothing is sold: 1 of 2 machines.",
        "startedAt":\(Sample.time),"unclaimedPayments":1,"deliveriesWithoutPayment":2,"machines":[
        {"machine":"lobby-1::00","standing":"waiting","text":"Has not come yet.","missingReceipts":0,
        "recoveredDeliveries":0,"changedAt":1},
        {"machine":"hall-1::ff","standing":"closed","text":"Closed by a person.","missingReceipts":3,
        "recoveredDeliveries":4,"changedAt":1,"closedBy":"ada","note":"burnt down"}]}
        """

    private static func recovery(_ json: String) throws -> Answers.Recovery { try Sample.answer(json) }

    private static func closed(_ members: String, generation: Int = 2, reason: String = "restore") throws -> String {
        let json = """
            {"generation":\(generation),"reason":"\(reason)","subject":"lobby-1::00","open":false,
            "text":"Nothing is being recovered.","startedAt":\(Sample.time),"unclaimedPayments":0,
            "deliveriesWithoutPayment":0,"machines":[]\(members)}
            """
        return RecoveryText.sheet(try recovery(json), Presentation())
    }

    @Test func anOpenOneSaysWhomItWaitsFor() throws {
        let recovery = try Self.recovery(Self.open)
        #expect(recovery.awaited == ["lobby-1::00"])
        #expect(
            RecoveryText.sheet(recovery, Presentation()) == """
                generation  2, the database was restored or copied
                recovery    open
                began       2025-11-21 03:11:05Z
                payments    1 to settle: mintmark recovery payments
                deliveries  2 whose payment was not seen here yet

                Nothing is sold: 1 of 2 machines.

                MACHINE      STATE    FOUND  LOST  MEANING
                lobby-1::00  waiting      0     0  Has not come yet.
                hall-1::ff   closed       4     3  Closed by a person. burnt down

                FOUND: deliveries that the backup did not know. LOST: receipts that the machine no longer had.

                """
        )
    }

    @Test func aClosedOneSaysHow() throws {
        let closedAt = ",\"closedAt\":\(Sample.time + 60_000)"
        let alone = try Self.closed(closedAt)
        #expect(alone.contains("closed      2025-11-21 03:12:05Z, every machine had come\n"))
        let person = try Self.closed(closedAt + ",\"closedBy\":\"ada\",\"note\":\"burnt down\"")
        #expect(person.contains("closed      2025-11-21 03:12:05Z by ada: burnt down\n"))
        #expect(!person.contains("MACHINE") && !person.contains("payments"))
    }

    @Test func whyItBeganIsInWords() throws {
        #expect(try Self.closed("", reason: "machineAhead").contains("2, lobby-1::00 knew more than the database\n"))
        let first = try Self.closed(",\"closedAt\":\(Sample.time)", generation: 1, reason: "first")
        #expect(first == "generation  1, the first\nrecovery    closed\n\nNothing is being recovered.\n")
    }

    @Test func paymentsSayWhatToDoNext() throws {
        let payment: Answers.UnclaimedPayment = try Sample.answer(
            """
            {"id":"01pay","rail":"litecoin","reference":"ab:0","address":"x","asset":"LTC","amount":"150",
            "state":"booked","seenAt":\(Sample.time)}
            """
        )
        let text = RecoveryText.payments([payment], Presentation())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "PAYMENT  SEEN                  STATE   AMOUNT  ASSET  RAIL      REFERENCE")
        #expect(lines[1] == "01pay    2025-11-21 03:11:05Z  booked     150  LTC    litecoin  ab:0")
        #expect(text.contains("mintmark recovery settle PAYMENT sold|refunded --note HOW"))
        #expect(RecoveryText.payments([], Presentation()) == "No payment waits for a person.\n")
    }
}

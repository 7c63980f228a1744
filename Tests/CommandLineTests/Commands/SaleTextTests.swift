import Testing

@testable import mintmark

@Suite("SaleText")
struct SaleTextTests {
    @Test func aTableSaysWhatWaitsForAPerson() throws {
        let sales = [
            try Sample.sale(),
            try Sample.sale(money: "confirmed", goods: "inDoubt", queue: #""noReceipt""#),
        ]
        #expect(
            SaleText.list(sales, Presentation()) == """
                SALE    TIME                  PLACE  SELECTION                 AMOUNT  MONEY      GOODS      WAITS FOR
                01sale  2025-11-21 03:11:05Z  lobby  Salted peanuts  1.50 SANDBOX-EUR  captured   delivered
                01sale  2025-11-21 03:11:05Z  lobby  Salted peanuts  1.50 SANDBOX-EUR  confirmed  in doubt   no receipt

                """
        )
    }

    @Test func aSheetHasThePaymentsTheStoryAndTheBooks() throws {
        let events = [
            try Sample.event("sale.changed", at: Sample.time + 4_000, data: #""entry":"delivered""#),
            try Sample.event("order.created"),
            try Sample.event("command.queued", at: Sample.time + 1_200, subject: "m", data: #""counter":"7""#),
            try Sample.event("machine.connected", at: Sample.time + 1_300),
        ]
        let transfer = try Sample.answer(
            """
            {"id":"t1","debit":"rail:play:SANDBOX-EUR","credit":"sales:operator:SANDBOX-EUR","amount":"150",
            "asset":"SANDBOX-EUR","step":"capture","sale":"01sale","kind":"post"}
            """,
            as: Answers.Transfers.Transfer.self
        )
        let text = SaleText.sheet(try Sample.sale(), events, [transfer], Presentation())
        #expect(!text.contains("waits for a person"))
        #expect(text.contains("trace           0123456789abcdef0123456789abcdef\n"))
        #expect(text.contains("play-1   1.50 SANDBOX-EUR  held               1  captured\n"))
        #expect(
            text.contains(
                """
                TIME                     AFTER  STEP       WHAT HAPPENED
                2025-11-21 03:11:05Z  +0.000 s  order      The order was taken; one unit is reserved for it.
                2025-11-21 03:11:06Z  +1.200 s  command    The command was given number 7 and is ready to be signed.
                2025-11-21 03:11:09Z  +4.000 s  delivered  The goods fell past the sensor: delivered.

                """
            )
        )
        #expect(
            text.contains(
                "capture  1.50 SANDBOX-EUR  rail:play:SANDBOX-EUR  sales:operator:SANDBOX-EUR  post  01sale\n"
            )
        )
        #expect(!text.contains("To do"))
    }

    @Test(arguments: [
        ("inDoubt", "mintmark sale resolve 01sale delivered|notDelivered"),
        ("noReceipt", "look into lane A1"), ("machineLost", "look into lane A1"),
        ("customerReleased", "the customer was released"),
        ("refundDue", "pay 1.50 SANDBOX-EUR back, then: mintmark sale refunded 01sale"),
        ("deliveredUnpaid", "mintmark sale written-off 01sale"),
        ("paymentReversed", "mintmark sale written-off 01sale"),
        ("newReason", "new reason; see docs/sales.md"),
    ])
    func everyReasonSaysWhatToDo(reason: String, words: String) throws {
        let sale = try Sample.sale(queue: "\"\(reason)\"", refundDue: "150")
        #expect(SaleAdvice.text(sale).contains(words))
    }

    @Test func aPersonsDecisionIsTold() throws {
        let event = try Sample.event("sale.resolved", data: #""by":"eva","money":"captured","note":"seen""#)
        #expect(
            SaleTimeline.line(event, Presentation())
                == "2025-11-21 03:11:05Z  eva decided: money captured: “seen”"
        )
        #expect(SaleTimeline.line(try Sample.event("machine.connected"), Presentation()) == nil)
    }

    @Test func eventsOfOtherSalesDoNotBelong() throws {
        let sale = try Sample.sale()
        let other = try Sample.answer(
            #"{"cursor":"c","kind":"k","subject":"m","owner":"o","at":1,"traceparent":"00-ff-1-01","data":{}}"#,
            as: Answers.Event.self
        )
        #expect(!SaleTimeline.belongs(other, to: sale))
        #expect(SaleTimeline.belongs(try Sample.event("receipt.stored", subject: "machine"), to: sale))
    }
}

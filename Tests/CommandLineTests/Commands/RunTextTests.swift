import Testing

@testable import mintmark

@Suite("RunText")
struct RunTextTests {
    private static func run(
        _ state: String,
        made: Int = 4,
        asked: String? = nil,
        reason: String? = nil
    ) throws -> Answers.Run {
        let own = [("asked", asked), ("reason", reason)].compactMap { name, value in
            value.map { #","\#(name)":"\#($0)""# }
        }
        return try Sample.answer(
            """
            {"id":"r1","gtin":"09520123456788","lot":"L1","count":5,"machine":"press-1::ff","owner":"operator",
            "state":"\(state)","since":\(Sample.time - 90_000),"commissioned":\(made),"scrapped":2,"unusable":1,
            "createdAt":\(Sample.time - 200_000)\(own.joined())}
            """
        )
    }

    @Test func aTableSaysWhyARunStandsSo() throws {
        let runs = [
            try Self.run("running", asked: "interrupt"),
            try Self.run("interrupted", reason: "failuresInARow"),
        ]
        #expect(
            RunText.list(runs, Presentation(), now: Sample.time) == """
                RUN  PRODUCT         LOT  MACHINE  MADE  OF  SCRAPPED  STATE        SINCE  WHY
                r1   09520123456788  L1   press-1     4   5         2  running       90 s  asked to interrupt
                r1   09520123456788  L1   press-1     4   5         2  interrupted   90 s  failuresInARow

                """
        )
    }

    @Test(arguments: [
        ("notAllowedToStart", 0, nil, nil, "mintmark run start r1"),
        ("notAllowedToStart", 0, "start", nil, "wait until its serials are there: mintmark run watch r1"),
        ("notAllowedToStart", 0, nil, "The machine did not take the serials.", "mintmark run start r1"),
        ("allowedToStart", 0, nil, nil, "mintmark run start r1"),
        ("allowedToStart", 0, "start", nil, "wait until the machine answers: mintmark run watch r1"),
        ("running", 1, nil, nil, "mintmark run watch r1"),
        ("interrupted", 1, nil, "unreadable", "mintmark run resume r1"),
        ("ended", 4, nil, "noSerials", "1 unit of run r1 is missing; order another one: mintmark run order"),
        ("aborted", 3, nil, nil, "mintmark run order 09520123456788 2 --machine press-1"),
        ("ended", 5, nil, nil, nil),
    ])
    func aSheetSaysWhatToDoNext(_ state: String, _ made: Int, _ asked: String?, _ reason: String?, _ advice: String?)
        throws
    {
        let text = RunText.sheet(try Self.run(state, made: made, asked: asked, reason: reason), Presentation())
        #expect(text.contains("made         \(made) of 5\n"))
        if let advice { #expect(text.contains("To do: ") && text.contains(advice), "\(text)") }
        if advice == nil { #expect(!text.contains("To do")) }
    }

    @Test func theTimelineTellsOfUnitsAndNothingElse() throws {
        func line(_ kind: String, _ data: String) throws -> String? {
            RunTimeline.line(try Sample.event(kind, subject: "r1", data: data), Presentation())
        }
        let moment = "2025-11-21 03:11:05Z  "
        #expect(try line("run.created", #""by":"ada""#) == moment + "ordered by ada")
        let changed = #""state":"running","asked":"interrupt","by":"ada","reason":"""#
        #expect(try line("run.changed", changed) == moment + "running, asked to interrupt by ada")
        let unit = #""unit":"3","serial":"A3","status":"scrapped","reason":"unreadable\u001b[2J""#
        #expect(try line("unit.stamped", unit)?.hasPrefix(moment + "unit 3  A3  scrapped: unreadable") == true)
        #expect(try line("unit.stamped", unit)?.contains("\u{1B}") == false)
        #expect(try line("alarm.raised", "") == nil)
    }

    @Test func aTallyCountsUnitsUntilTheRunIsOver() throws {
        var tally = RunTally()
        #expect(tally.words(of: 2) == "0 of 2, 0 scrapped" && !tally.isOver)
        for (kind, data) in [
            ("run.changed", #""state":"running""#), ("unit.stamped", #""status":"commissioned""#),
            ("unit.stamped", #""status":"scrapped""#), ("unit.stamped", #""status":"cannotStart""#),
            ("alarm.raised", #""state":"ended""#),
        ] { tally.take(try Sample.event(kind, data: data)) }
        #expect(tally.words(of: 2) == "1 of 2, 1 scrapped, running" && !tally.isOver)
        tally.take(try Sample.event("run.changed", data: #""state":"aborted""#))
        #expect(tally.isOver)
    }

    @Test func blocksAndProductsSayWhatTheyAre() throws {
        let block = try Sample.answer(
            """
            {"id":"b1","gtin":"09520123456788","owner":"operator","machine":"press-1::ff","count":9,"state":"sent",
            "serials":{"allocated":7,"scrapped":2},"createdAt":\(Sample.time)}
            """,
            as: Answers.Block.self
        )
        #expect(
            BlockText.list([block], Presentation()) == """
                BLOCK  PRODUCT         MACHINE  STATE  UNUSED  OF  FOR RUN
                b1     09520123456788  press-1  sent        7   9  any

                """
        )
        #expect(BlockText.sheet(block, Presentation()).contains("sent: the machine was told, and has not answered\n"))
        let product = try Sample.answer(
            """
            {"gtin":"09520123456788","owner":"operator","name":"Pump","serialDigits":12,"issued":9,
            "oneGuessHits":"1","guessing":"easy","passport":{"elements":{}}}
            """,
            as: Answers.Product.self
        )
        #expect(
            ProductText.list([product], Presentation()) == """
                PRODUCT         NAME  SERIALS    GRANTED  PASSPORT
                09520123456788  Pump  12 digits        9  yes

                """
        )
    }
}

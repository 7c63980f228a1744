import Foundation
import Logging
import Logs
import Testing

@Suite("Program log")
struct ProgramLogHandlerTests {
    private let saved = SavedLines()

    private struct Line: Decodable, Equatable {
        let time: String
        let level: String
        let code: String
        let message: String
        let program: String
        let sale: String?
        let command: String?
        let machine: String?
        let metadata: [String: String]?
    }

    private func decoded() throws -> [Line] {
        try saved.all.map { line in
            #expect(line.hasSuffix("\n") && line.dropLast().allSatisfy { !$0.isNewline })
            return try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        }
    }

    @Test func writesOneObjectPerLine() throws {
        saved.logger(.json, at: 1_785_221_461_042)
            .log(ShopLog.robbed, ["sale": "s1", "trace_id": "ab", "door": "back", "command": "c1", "machine": "m1"])
        #expect(
            saved.all == [
                #"{"time":"2026-07-28T06:51:01.042Z","level":"error","code":"shop.robbed","#
                    + #""message":"the shop was robbed","program":"shop","trace_id":"ab","sale":"s1","#
                    + #""command":"c1","machine":"m1","metadata":{"door":"back"}}"# + "\n"
            ]
        )
    }

    /// Whatever a stranger puts into a value stays a value.
    @Test(arguments: [
        "two\nlines", "a \"quotation\"", "back\\slash", "tab\tand\u{0}nothing", "\u{2028}separator", "emoji 🛒 and µ",
        #""},"level":"critical""#,
    ])
    func keepsAnyTextInItsField(_ text: String) throws {
        saved.logger(.json).log(ShopLog.opened, ["door": .string(text), "sale": .string(text)])
        let line = try #require(try decoded().first)
        #expect(line.metadata == ["door": text] && line.sale == text && line.level == "notice")
    }

    @Test func writesNestedMetadata() {
        saved.logger(.json).log(ShopLog.opened, ["doors": ["front", ["side": "left", "token": "t"]]])
        #expect(saved.all.first?.contains(#""doors":["front",{"side":"left","token":"withheld"}]"#) == true)
    }

    @Test(arguments: LogFormat.allCases)
    func neverWritesSecretsOrPayloads(_ format: LogFormat) {
        let names = ["token", "Authorization", "secret", "envelope", "body", "password", "cookie", "quote", "payload"]
        for name in names { saved.logger(format).log(ShopLog.opened, [name: "hunter2"]) }
        #expect(saved.all.count == names.count && saved.all.allSatisfy { $0.contains("withheld") })
        #expect(!saved.all.contains { $0.contains("hunter2") })
    }

    @Test(arguments: LogFormat.allCases)
    func cutsWhatIsTooLong(_ format: LogFormat) throws {
        saved.logger(format).log(ShopLog.opened, ["door": .string(String(repeating: "x", count: 50_000))])
        #expect(try #require(saved.all.first).utf8.count < 2_300)
    }

    @Test func leavesOutWhatIsBelowItsLevel() throws {
        saved.logger(.json, level: .error).log(ShopLog.opened)
        saved.logger(.json, level: .error).log(ShopLog.robbed)
        #expect(try decoded().map(\.code) == ["shop.robbed"])
    }

    /// Packages know no codes of ours: their warnings are kept under their own name, their chatter is not.
    @Test func marksTheLinesOfOtherPackages() throws {
        saved.logger(.json).warning("something is odd", source: "NIO")
        saved.logger(.json).info("something happened", source: "NIO")
        #expect(try decoded().map(\.code) == ["library.NIO"])
        saved.logger(.json, level: .debug).info("something happened", source: "NIO")
        #expect(try decoded().count == 2)
    }

    @Test func writesWordsOnOneLine() {
        saved.logger(.text).log(ShopLog.robbed, ["door": "back\nfront", "sale": "s1", "trace_id": ""])
        let line = "1970-01-01T00:00:00.000Z error shop.robbed: the shop was robbed door=back front sale=s1\n"
        #expect(saved.all == [line])
    }

    @Test func carriesWhatALoggerWasGiven() throws {
        saved.logger(.json).with(["machine": "m1"]).log(ShopLog.opened)
        #expect(try decoded().first?.machine == "m1")
    }

    @Test(
        arguments: [
            ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c"), (nil, ""),
            ("", ""), ("nonsense", ""), ("00-short-b7ad6b7169203331-01", ""),
        ] as [(String?, String)]
    )
    func findsTheTraceID(_ traceparent: String?, _ trace: String) {
        #expect(LogField.traceID(of: traceparent) == trace)
    }
}

import Testing

@testable import mintmark

@Suite("Refusal")
struct RefusalTests {
    /// The status, the problem's code, and how the program ends.
    private static let cases: [(status: Int, code: String?, end: CommandEnd)] = [
        (400, "invalid", .data), (401, "unauthorised", .notPermitted), (403, "forbidden", .notPermitted),
        (404, "notFound", .notThere), (409, "conflict", .data), (409, "machineOffline", .notNow),
        (413, "limit", .data), (429, nil, .notNow), (500, "unexpected", .software), (502, nil, .software),
        (503, "notReady", .notNow), (507, "storageFull", .notNow),
    ]

    @Test(arguments: cases)
    func theStatusDecidesHowTheProgramEnds(status: Int, code: String?, end: CommandEnd) {
        let error = Refusal.error(status: status, reason: "Reason", Problem(code: code, detail: "It is so."))
        #expect(error.status == end)
        #expect(error.message.hasPrefix("It is so."))
        #expect(error.cause == code)
    }

    @Test func withoutProblemDetailsTheStatusIsSaid() {
        let error = Refusal.error(status: 502, reason: "Bad Gateway", nil)
        #expect(error.description == "The coordinator answered 502 Bad Gateway.")
    }

    @Test func whoMayNotIsToldWhatToDo() {
        #expect(Refusal.error(status: 401, reason: "", nil).message.contains("MINTMARK_TOKEN_FILE"))
        #expect(Refusal.error(status: 403, reason: "", nil).message.contains("mintmark token make"))
    }
}

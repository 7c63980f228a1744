import Testing

@testable import Protocol

@Suite("UpdateReport")
struct UpdateReportTests {
    @Test func readsWhatTheScriptLeaves() {
        let text = "outcome returned\nversion 0.2.0\nnumber 5\nat 1764000000\nreason it does not start: exit 78\n"
        let report = UpdateReport(
            kept: false,
            version: "0.2.0",
            number: 5,
            at: 1_764_000_000,
            reason: "it does not start: exit 78"
        )
        #expect(UpdateReport(text) == report)
        let kept = UpdateReport("outcome kept\nversion 0.2.0\nnumber 5\nat 1\nreason \n")
        #expect(kept == UpdateReport(kept: true, version: "0.2.0", number: 5, at: 1, reason: nil))
    }

    @Test(arguments: ["", "outcome kept", "outcome other\nversion 1\nnumber 1\nat 1", "outcome kept\nversion 1\nnumber x\nat 1"])
    func takesNothingElse(_ text: String) { #expect(UpdateReport(text) == nil) }

    @Test func isBounded() {
        let long = String(repeating: "x", count: 5_000)
        let report = UpdateReport("outcome returned\nversion \(long)\nnumber 1\nat 1\nreason \(long)")
        #expect(report?.version.count == 64 && report?.reason?.count == 400)
    }
}

import Protocol
import Testing

/// W3C Trace Context level 1, section 3.2.
@Suite("Trace parent")
struct TraceParentTests {
    private static let span: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    private static let trace = "0af7651916cd43dd8448eb211c80319c"

    @Test(arguments: [
        ("00-\(trace)-b7ad6b7169203331-01", "00-\(trace)-0102030405060708-01"),
        ("00-\(trace)-b7ad6b7169203331-00", "00-\(trace)-0102030405060708-00"),
        // Only "sampled" is known; the other flags are not passed on.
        ("00-\(trace)-b7ad6b7169203331-ff", "00-\(trace)-0102030405060708-01"),
        ("00-\(trace)-b7ad6b7169203331-fe", "00-\(trace)-0102030405060708-00"),
        // A later version is read as far as it is known.
        ("cc-\(trace)-b7ad6b7169203331-01", "00-\(trace)-0102030405060708-01"),
        ("cc-\(trace)-b7ad6b7169203331-01-what-the-future-brings", "00-\(trace)-0102030405060708-01"),
    ])
    func isContinued(_ header: String, _ continued: String) {
        let result = TraceParent.continuing(header, span: Self.span)
        #expect(result == continued)
        #expect(result.map(TraceParent.isValid) == true)
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-b7ad6b7169203331", "00-\(trace)-b7ad6b7169203331-01-more",
        "00-\(trace)-b7ad6b7169203331-01 ", "00-\(trace)-b7ad6b7169203331-1", "ff-\(trace)-b7ad6b7169203331-01",
        "00-\(trace.uppercased())-b7ad6b7169203331-01", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-\(trace)-0000000000000000-01", "00-\(trace)-b7ad6b7169203331-0g", "cc-\(trace)-b7ad6b7169203331-01.x",
        "0-\(trace)0-b7ad6b7169203331-01", "00_\(trace)_b7ad6b7169203331_01",
        "00-\(trace)-b7ad6b7169203331-01, 00-\(trace)-b7ad6b7169203331-01",
        "cc-\(trace)-b7ad6b7169203331-01-" + String(repeating: "x", count: 600),
    ])
    func isNotContinuedWhenItIsWrong(_ header: String) {
        #expect(TraceParent.continuing(header, span: Self.span) == nil)
    }
}

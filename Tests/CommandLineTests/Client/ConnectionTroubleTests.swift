import Testing

@testable import mintmark

@Suite("ConnectionTrouble")
struct ConnectionTroubleTests {
    private struct Failure: Error, CustomStringConvertible { let description: String }

    @Test func theSystemsWordsAreTakenOutOfALongError() {
        let error = ConnectionTrouble.error(
            Failure(description: "NIOConnectionError(host: \"127.0.0.1\", ... connect(...): refused (errno: 111))"),
            url: "https://127.0.0.1:1"
        )
        #expect(error.status == .unavailable)
        #expect(error.description.hasSuffix("is it this address? (Connection refused)"))
    }

    @Test func aCertificateThatIsNotBelievedIsAMatterOfConfiguration() {
        let error = ConnectionTrouble.error(Failure(description: "x CERTIFICATE_VERIFY_FAILED y"), url: "https://a")
        #expect(error.status == .configuration)
        #expect(error.message.contains("--certificate"))
    }

    @Test func anythingElseIsSaidAsItIs() {
        let error = ConnectionTrouble.error(Failure(description: "deadlineExceeded"), url: "https://a")
        #expect(error.description.contains("(deadlineExceeded)"))
    }
}

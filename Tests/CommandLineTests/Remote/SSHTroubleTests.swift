import Testing

@testable import mintmark

@Suite("SSHTrouble")
struct SSHTroubleTests {
    /// What OpenSSH 9.2 says.
    static let complaints: [(said: String, status: CommandEnd, words: String)] = [
        (
            "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.",
            .notPermitted, "another host key"
        ),
        (
            "No ED25519 host key is known for [127.0.0.1]:22 and you have requested strict checking.\n"
                + "Host key verification failed.",
            .notPermitted, "not known to you"
        ),
        ("pi@h: Permission denied (publickey).", .notPermitted, "does not let you in"),
        ("ssh: Could not resolve hostname h: Name or service not known", .notThere, "No computer is called h"),
        ("ssh: connect to host h port 22: Connection refused", .unavailable, "does not answer"),
        ("ssh: connect to host h port 22: Connection timed out", .unavailable, "does not answer"),
        ("client_loop: send disconnect: Broken pipe", .unavailable, "was lost"), ("", .unavailable, "was lost"),
    ]

    @Test(arguments: complaints)
    func eachComplaintHasWords(_ complaint: (said: String, status: CommandEnd, words: String)) {
        let error = SSHTrouble.error(.init(status: 255, output: [], errors: complaint.said), host: "h")
        #expect(error.status == complaint.status && error.message.contains(complaint.words))
    }

    /// ssh ends its lines with a carriage return too, which Swift takes as one character with the line feed.
    @Test func theLastComplaintIsTheCause() {
        let said = "Warning: something.\r\nclient_loop: send disconnect: Broken pipe\r\n"
        let error = SSHTrouble.error(.init(status: 255, output: [], errors: said), host: "h")
        #expect(error.cause == "client_loop: send disconnect: Broken pipe")
    }

    @Test func knowsWhenSudoRefuses() {
        func refuses(_ said: String, _ status: Int32 = 1) -> Bool {
            SSHTrouble.isSudoRefusal(.init(status: status, output: [], errors: said))
        }
        #expect(refuses("sudo: a password is required\n"))
        #expect(refuses("pi is not in the sudoers file."))
        #expect(!refuses("cat: no such file"))
        #expect(!refuses("sudo: a password is required", 0))
    }

    @Test func wordsOfTheShellAreQuoted() {
        #expect(RemoteHost.quoted("a b") == "'a b'")
        #expect(RemoteHost.quoted("it's") == #"'it'\''s'"#)
    }
}

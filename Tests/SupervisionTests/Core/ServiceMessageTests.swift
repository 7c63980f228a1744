import Supervision
import Testing

@Suite("ServiceMessage")
struct ServiceMessageTests {
    @Test func readsEveryAssignmentOfADatagram() {
        let datagram =
            "READY=1\nSTATUS=connected to x=y\nWATCHDOG=1\nWATCHDOG_USEC=3000000\nSTOPPING=1\nWATCHDOG=trigger"
        #expect(
            ServiceMessage.parse(Array(datagram.utf8)) == [
                .ready, .status("connected to x=y"), .alive, .watchdogTime(microseconds: 3_000_000), .stopping, .failed,
            ]
        )
    }

    @Test(arguments: ["", "\n\n", "READY", "READY=0", "ready=1", "WATCHDOG=", "WATCHDOG_USEC=-1", "MAINPID=1", "=1"])
    func passesOverWhatItDoesNotKnow(_ text: String) {
        #expect(ServiceMessage.parse(Array(text.utf8)).isEmpty)
    }

    @Test func readsNoMoreThanItsLimits() {
        let long = Array("STATUS=\(String(repeating: "x", count: 9_000))\nREADY=1".utf8)
        #expect(ServiceMessage.parse(long) == [.status(String(repeating: "x", count: 500))])
        #expect(ServiceMessage.parse([0xFF, 0x00, 0x3D]).isEmpty)
    }
}

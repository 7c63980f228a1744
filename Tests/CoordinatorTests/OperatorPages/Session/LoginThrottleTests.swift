import Testing

@testable import Coordinator

@Suite("Login throttle")
struct LoginThrottleTests {
    private let start = Moment(milliseconds: 1_800_000_000_000)

    private func throttle(all: Int64 = 100, addresses: Int = 10) -> LoginThrottle {
        LoginThrottle(
            perAddress: .init(burst: 3, refillSeconds: 30),
            global: .init(burst: all, refillSeconds: 1),
            mostAddresses: addresses
        )
    }

    @Test func letsABurstPassAndThenMakesTheAddressWait() {
        var throttle = throttle()
        for _ in 0..<3 {
            #expect(throttle.wait("a", at: start) == 0)
            throttle.failed("a", at: start)
        }
        #expect(throttle.wait("a", at: start) == 30)
        #expect(throttle.wait("b", at: start) == 0)
        #expect(throttle.wait("a", at: start.adding(seconds: 29)) == 1)
        #expect(throttle.wait("a", at: start.adding(seconds: 30)) == 0)
        throttle.failed("a", at: start.adding(seconds: 30))
        #expect(throttle.wait("a", at: start.adding(seconds: 30)) == 30)
    }

    @Test func makesEverybodyWaitWhenManyAddressesGuess() {
        var throttle = throttle(all: 5)
        for address in ["a", "b", "c", "d", "e"] { throttle.failed(address, at: start) }
        #expect(throttle.wait("new", at: start) == 1)
        #expect(throttle.wait("new", at: start.adding(seconds: 1)) == 0)
    }

    @Test func forgetsAnAddressThatGotItRight() {
        var throttle = throttle()
        for _ in 0..<3 { throttle.failed("a", at: start) }
        throttle.succeeded("a")
        #expect(throttle.wait("a", at: start) == 0)
    }

    @Test func remembersABoundedNumberOfAddresses() {
        var throttle = throttle(addresses: 2)
        for address in ["a", "b"] { for _ in 0..<3 { throttle.failed(address, at: start) } }
        for _ in 0..<9 { throttle.failed("c", at: start) }
        #expect(throttle.wait("c", at: start) == 0)
        #expect(throttle.wait("a", at: start) == 30)
        // When the old ones have recovered there is room for others.
        let later = start.adding(seconds: 1_000)
        for _ in 0..<3 { throttle.failed("c", at: later) }
        #expect(throttle.wait("c", at: later) == 30)
    }

    @Test func isNotFooledByAClockThatWasSetBack() {
        var throttle = throttle()
        for _ in 0..<3 { throttle.failed("a", at: start) }
        #expect(throttle.wait("a", at: start.adding(seconds: -3_600)) == 30)
    }
}

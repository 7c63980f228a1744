import Testing

@testable import Coordinator

@Suite("Probe throttle")
struct ProbeThrottleTests {
    /// Lets expectations ask.
    private final class Asked {
        private var throttle: ProbeThrottle

        init(burst: Int64, refillSeconds: Int64, mostClients: Int = 10_000) {
            throttle = ProbeThrottle(burst: burst, refillSeconds: refillSeconds, mostClients: mostClients)
        }

        func wait(_ client: String, at now: Moment) -> Int64 { throttle.wait(client, at: now) }
        func missed(_ client: String, at now: Moment) -> Bool { throttle.missed(client, at: now).mustTell }
        func missed(_ client: String, _ count: Int, at now: Moment) -> Bool {
            throttle.missed(client, count: count, at: now).isTooMany
        }
    }

    private static func at(_ seconds: Int64) -> Moment { Moment(milliseconds: 1_000_000 + seconds * 1_000) }

    @Test func letsSoManyMissesThroughAndOneMoreAfterEachRefill() {
        let throttle = Asked(burst: 3, refillSeconds: 10)
        for number in 0..<3 {
            #expect(throttle.wait("a", at: Self.at(0)) == 0)
            #expect(throttle.missed("a", at: Self.at(0)) == (number == 2))
        }
        #expect(throttle.wait("a", at: Self.at(0)) == 10)
        #expect(throttle.wait("b", at: Self.at(0)) == 0)
        #expect(throttle.wait("a", at: Self.at(9)) == 1)
        #expect(throttle.wait("a", at: Self.at(10)) == 0)
        #expect(!throttle.missed("a", at: Self.at(10)))
        #expect(throttle.wait("a", at: Self.at(10)) == 10)
        #expect(throttle.wait("a", at: Self.at(1_000)) == 0)
    }

    @Test func missesAtOnceCountAsOneByOne() {
        let throttle = Asked(burst: 3, refillSeconds: 10)
        #expect(!throttle.missed("a", 3, at: Self.at(0)))
        #expect(throttle.wait("a", at: Self.at(0)) == 10)
        #expect(throttle.missed("b", 4, at: Self.at(0)))
        #expect(throttle.wait("b", at: Self.at(0)) == 20)
        #expect(throttle.missed("c", 50, at: Self.at(0)))
        #expect(throttle.wait("c", at: Self.at(0)) == 480)
        #expect(throttle.wait("c", at: Self.at(480)) == 0)
        // Whoever may ask for one more is not answered about two.
        #expect(throttle.missed("a", 2, at: Self.at(10)))
        #expect(!throttle.missed("a", 1, at: Self.at(30)))
    }

    @Test func tellsOfAClientOnceAnHour() {
        let throttle = Asked(burst: 1, refillSeconds: 10)
        #expect(throttle.missed("a", at: Self.at(0)))
        #expect(!throttle.missed("a", at: Self.at(20)))
        #expect(throttle.missed("b", at: Self.at(20)))
        #expect(throttle.missed("a", at: Self.at(3_600)))
    }

    @Test func countsNewClientsTogetherWhenThereAreTooMany() {
        let throttle = Asked(burst: 2, refillSeconds: 10, mostClients: 2)
        _ = throttle.missed("a", at: Self.at(0))
        _ = throttle.missed("b", at: Self.at(0))
        _ = throttle.missed("c", at: Self.at(0))
        _ = throttle.missed("d", at: Self.at(0))
        #expect(throttle.wait("e", at: Self.at(0)) == 10)
        #expect(throttle.wait("a", at: Self.at(0)) == 0)
        // Whoever owes nothing any more is forgotten, and there is room again.
        _ = throttle.missed("f", at: Self.at(60))
        #expect(throttle.wait("g", at: Self.at(60)) == 0)
    }

    @Test func aClockThatGoesBackForgivesNothing() {
        let throttle = Asked(burst: 1, refillSeconds: 10)
        _ = throttle.missed("a", at: Self.at(100))
        #expect(throttle.wait("a", at: Self.at(0)) == 10)
    }

    @Test func clientsAreAddressesOrNetworksAndProxiesAreBelievedWhenTrusted() {
        let proxies: Set = ["10.0.0.1", "10.0.0.2"]
        for (address, forwarded, client) in [
            ("192.0.2.7", nil, "192.0.2.7"), ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"), ("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"), ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("10.0.0.1", nil, "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", nil, "2001:db8:1:2::/64"),
            ("10.0.0.1", "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.7", nil, "192.0.2.7"), ("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
            ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ] as [(String, String?, String)] {
            #expect(ResolverClient.of(address, forwarded: forwarded, trusting: proxies) == client)
        }
    }
}

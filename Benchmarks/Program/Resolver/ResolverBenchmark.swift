import Measuring
import TestSupport

/// A resolver that runs alone, on a copy of a database with a million pieces, beside an nginx that answers every
/// request with the same redirect.
enum ResolverBenchmark {
    static func run(rounds: Int, seconds: Int, connections: Int) async throws -> Section {
        let folder = try TemporaryDirectory()
        Progress.say("resolver: making \(ResolverUnderTest.pieces) pieces")
        let resolver = try await ResolverUnderTest.start(in: folder)
        let nginx = try await NginxServer.start(in: folder)
        var section = Section(
            "Resolver",
            method: """
                `mintmark-coordinator --role resolver` on a copy of a database with \(ResolverUnderTest.pieces) pieces \
                that have a passport. wrk asks for pieces by chance over \(connections) kept connections of HTTP on \
                loopback, and each is answered with the redirect to its own passport. nginx answers every request with \
                one constant redirect (`return 307`). They take turns. wrk shares the processor with them, so what \
                counts is how many requests each answers per second of its own processor time.
                """
        )
        let wrk = try Wrk(in: folder, connections: connections)
        var (own, peer) = (Runs(), Runs())
        for round in 0..<rounds {
            Progress.say("resolver: round \(round + 1) of \(rounds)")
            own.add(try await wrk.run(port: resolver.port, seconds: seconds, processes: [resolver.process.pid]))
            if let nginx {
                peer.add(try await wrk.run(port: nginx.port, seconds: seconds, processes: nginx.processes()))
            }
        }
        let (ownName, peerName) = ("resolver, per second of a core", "nginx, per second of a core")
        section.figures.append(Figure(ownName, own.perCore, unit: "per s", comparedWith: peerName))
        if nginx != nil { section.figures.append(Figure(peerName, peer.perCore, unit: "per s")) }
        section.figures.append(Figure("resolver, all cores shared with wrk", own.rates, unit: "per s"))
        section.figures.append(Figure("resolver, 99 of 100 within", own.p99, unit: "ms"))
        if nginx != nil {
            section.figures.append(Figure("nginx, all cores shared with wrk", peer.rates, unit: "per s"))
            section.figures.append(Figure("nginx, 99 of 100 within", peer.p99, unit: "ms"))
        } else {
            section.remarks.append("nginx is not installed here, so there is nothing to compare with.")
        }
        if let one = Sample(own.perCore).median, let other = Sample(peer.perCore).median, other > 0 {
            section.aims.append(
                Aim(
                    "at least half of nginx's requests per second of a core",
                    measured: one / other,
                    bound: 0.5,
                    unit: "×",
                    moreIsBetter: true
                )
            )
        }
        try await resolver.stop()
        try await nginx?.stop()
        return section
    }

    /// What several runs of one server gave.
    private struct Runs {
        var rates: [Double] = []
        var perCore: [Double] = []
        var p99: [Double] = []

        mutating func add(_ run: Wrk.Run) {
            rates.append(run.rate)
            perCore.append(run.perCore)
            p99.append(run.p99Milliseconds)
        }
    }
}

import Measuring
import Passport

/// Reading and checking GS1 Digital Links.
enum LinkBenchmark {
    private static let links = 200_000

    static func run(rounds: Int, seconds: Double) throws -> Section {
        let links = (0..<links).map { number in
            Array("https://id.example.com/01/09520123456788/21/\(ResolverUnderTest.serial(number))".utf8)
        }
        var rates: [Double] = []
        for round in 0..<rounds {
            Progress.say("links: round \(round + 1) of \(rounds)")
            var (count, pieces) = (0, 0)
            let start = Clock.nanoseconds
            while Clock.seconds(since: start) < seconds {
                for number in 0..<1_000 {
                    pieces += try DigitalLink(links[(count + number) % links.count]).namesPiece ? 1 : 0
                }
                count += 1_000
            }
            rates.append(Double(count) / Clock.seconds(since: start))
            guard pieces == count else { throw BenchmarkError("a link of the benchmark names no piece") }
        }
        var section = Section(
            "GS1 Digital Links on one core",
            method: """
                Parsing links with GTIN and serial that all differ, and checking identifiers, order, lengths, \
                characters and check digits; one thread.
                """
        )
        section.figures = [Figure("parse and check", rates, unit: "per s")]
        section.aims = [
            Aim(
                "a million links per second",
                measured: Sample(rates).median ?? 0,
                bound: 1_000_000,
                unit: "per s",
                moreIsBetter: true
            )
        ]
        return section
    }
}

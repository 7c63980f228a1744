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
            var (count, elements) = (0, 0)
            let start = Clock.processorSeconds
            while Clock.processorSeconds - start < seconds {
                for number in 0..<1_000 {
                    elements += try DigitalLink(links[(count + number) % links.count]).elements.count
                }
                count += 1_000
            }
            rates.append(Double(count) / (Clock.processorSeconds - start))
            guard elements == 2 * count else { throw BenchmarkError("a link of the benchmark is not what it seems") }
        }
        var section = Section(
            "GS1 Digital Links on one core",
            method: """
                Parsing links with GTIN and serial that all differ, and checking identifiers, order, lengths, \
                characters and check digits; one thread, per second of its own processor time.
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

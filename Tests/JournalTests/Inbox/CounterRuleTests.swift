import Journal
import Testing

@Suite("CounterRule")
struct CounterRuleTests {
    // Incarnation 2, last counter 10, forgotten through 6. Commands 7 to 10 are remembered as "c7" to "c10" with hash
    // [counter]; "old" is a command of incarnation 1 with counter 11.
    private static func known(_ id: String) -> CounterRule.Known? {
        if id == "old" { return CounterRule.Known(id: "old", incarnation: 1, counter: 11, bodyHash: [11]) }
        return (7...10).first { "c\($0)" == id }
            .map { CounterRule.Known(id: id, incarnation: 2, counter: $0, bodyHash: [UInt8($0)]) }
    }

    @Test(arguments: [
        ("c11", 11, 11, CounterRule.Verdict.accept),
        ("c12", 12, 12, .gap(expected: 11)),
        ("c99", Int64.max, 1, .gap(expected: 11)),
        ("c10", 10, 10, .duplicate),
        ("c7", 7, 7, .duplicate),
        ("c10", 10, 99, .counterReuse),  // other body
        ("x", 10, 10, .counterReuse),  // other id
        ("c10", 11, 10, .counterReuse),  // the id of another counter, as the next
        ("c10", 12, 10, .counterReuse),  // or beyond it
        ("c10", 3, 10, .counterReuse),  // or far back
        ("old", 11, 11, .counterReuse),  // an id of an earlier incarnation
        ("c6", 6, 6, .replayedBeyondMemory),
        ("c1", 1, 1, .replayedBeyondMemory),
        ("c0", 0, 0, .replayedBeyondMemory),
        ("c", -1, 0, .replayedBeyondMemory),
        ("c", Int64.min, 0, .replayedBeyondMemory),
    ])
    func decides(id: String, counter: Int64, hash: UInt8, verdict: CounterRule.Verdict) {
        let rule = CounterRule(incarnation: 2, lastCounter: 10, forgottenCounter: 6)
        let found = rule.decide(
            id: id,
            counter: counter,
            bodyHash: [hash],
            sameCounter: Self.known("c\(counter)"),
            sameID: Self.known(id)
        )
        #expect(found == verdict)
    }

    @Test func theFirstCommandHasCounterOne() {
        let rule = CounterRule(incarnation: 1, lastCounter: 0, forgottenCounter: 0)
        func decide(_ counter: Int64) -> CounterRule.Verdict {
            rule.decide(id: "c", counter: counter, bodyHash: [], sameCounter: nil, sameID: nil)
        }
        #expect(decide(1) == .accept)
        #expect(decide(2) == .gap(expected: 1))
        #expect(decide(0) == .replayedBeyondMemory)
    }

    @Test func neverAcceptsTwiceWhateverArrives() {
        // Every short history of counters 0 to 4 with two ids and two bodies: a counter is accepted once, in order.
        var accepted: [CounterRule.Known] = []
        for step in 0..<5_000 {
            let digits = (step * 7_919) % 20
            let counter = Int64(digits % 5)
            let id = digits < 10 ? "a\(counter)" : "b\(counter)"
            let body: [UInt8] = [UInt8(step % 2)]
            let rule = CounterRule(incarnation: 1, lastCounter: Int64(accepted.count), forgottenCounter: 0)
            let verdict = rule.decide(
                id: id,
                counter: counter,
                bodyHash: body,
                sameCounter: accepted.first { $0.counter == counter },
                sameID: accepted.first { $0.id == id }
            )
            if verdict == .accept {
                accepted.append(CounterRule.Known(id: id, incarnation: 1, counter: counter, bodyHash: body))
            }
        }
        #expect(accepted.map(\.counter) == [1, 2, 3, 4])
    }
}

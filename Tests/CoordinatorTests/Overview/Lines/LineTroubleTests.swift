import Protocol
import Testing

@testable import Coordinator

/// What of a line needs a person, case by case: `title | step begins so` of each thing, in order.
@Suite("Troubles of lines")
struct LineTroubleTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        var state: RunState = .running
        var asked: RunProgress.Request?
        var reason: String?
        var minutes: Int64 = 0
        var made: Int64 = 4
        var scrapped: Int64 = 0
        var unusable: Int64 = 0
        var serials: Int64 = 16
        var doubtful: Int64?
        var connected = true
        var stations: [HealthReport.Station?] = [.init(id: "S1", packML: 6, heartbeat: true, watchdog: true)]
        let expected: [String]

        var testDescription: String { name }
    }

    static let stations: [Case] = [
        Case(name: "all is right", expected: []),
        Case(
            name: "a lost heartbeat hides the state",
            stations: [.init(id: "S1", packML: 9, heartbeat: false, watchdog: false)],
            expected: ["now: press-1: the heartbeat of station S1 is lost | Check that the PLC has power"]
        ),
        Case(
            name: "aborted, while units should pass",
            stations: [.init(id: "S1", packML: 9, heartbeat: true, watchdog: true)],
            expected: ["now: press-1: station S1 is Aborted, not in Execute | Find out why at its panel"]
        ),
        Case(
            name: "held, while nothing should pass",
            state: .interrupted,
            reason: "requested",
            stations: [.init(id: "S1", packML: 11, heartbeat: true, watchdog: true)],
            expected: [
                "soon: press-1: station S1 is Held, not in Execute | Find out why it holds",
                "soon: press-1 is interrupted at 4 of 20 | Let it go on",
            ]
        ),
        Case(
            name: "each station by itself, and one that told nothing",
            stations: [
                .init(id: "S1", packML: 4, heartbeat: true, watchdog: true), nil,
                .init(id: "S3", packML: 99, heartbeat: true, watchdog: true),
                .init(id: "S4", packML: -1, heartbeat: true, watchdog: true),
                .init(id: "S5", packML: nil, heartbeat: true, watchdog: true),
            ],
            expected: [
                "now: press-1: station S1 is Idle, not in Execute | Start it at its panel",
                "now: press-1: station S3 is in no state of PackML, not in Execute | Look at its panel",
                "now: press-1: station S4 is in no state of PackML, not in Execute | Look at its panel",
            ]
        ),
        Case(
            name: "nobody knows how a line stands that is offline",
            connected: false,
            stations: [.init(id: "S1", packML: 9, heartbeat: false, watchdog: true)],
            expected: []
        ),
        Case(
            name: "a line without a run to do may stand as it likes",
            state: .ended,
            stations: [.init(id: "S1", packML: 9, heartbeat: false, watchdog: true)],
            expected: []
        ),
    ]

    static let standing: [Case] = [
        Case(
            name: "holds by itself",
            state: .interrupted,
            reason: "failuresInARow",
            expected: ["now: press-1 holds at 4 of 20: too many units in a row failed | Look at marker and reader"]
        ),
        Case(
            name: "holds, and says what nobody here knows",
            state: .interrupted,
            reason: "moonPhase",
            expected: ["now: press-1 holds at 4 of 20: moonPhase | Look at the line"]
        ),
        Case(
            name: "holds without a word",
            state: .interrupted,
            expected: ["now: press-1 holds at 4 of 20: it did not say why | Look at the line"]
        ),
        Case(
            name: "holds because of a unit in doubt",
            state: .interrupted,
            reason: "markTimeout",
            doubtful: 5,
            expected: [
                "now: press-1: unit 5 is in doubt and waits at the reject gate | Take it from the gate",
                "now: press-1 holds at 4 of 20: a unit is in doubt (markTimeout) | Take the unit in doubt out",
            ]
        ),
        Case(name: "a unit that was in doubt before the run went on", doubtful: 5, expected: []),
        Case(
            name: "somebody looked and lets it go on",
            state: .interrupted,
            asked: .resume,
            reason: "markTimeout",
            doubtful: 5,
            expected: []
        ),
        Case(
            name: "the gate did not answer",
            state: .interrupted,
            reason: "gateUnconfirmed",
            expected: [
                "now: press-1: a scrapped unit may have passed the reject gate | Find it behind the gate",
                "now: press-1 holds at 4 of 20: the reject gate did not answer | Look at the reject gate",
            ]
        ),
        Case(
            name: "may start",
            state: .allowedToStart,
            expected: ["soon: press-1 may start Pump | Start it"]
        ),
        Case(
            name: "refused to start",
            state: .allowedToStart,
            reason: "start was refused: expired, too late",
            expected: ["now: press-1 refused what it was asked for | start was refused: expired, too late"]
        ),
        Case(
            name: "refused to stop",
            reason: "interrupt was refused: unknownRun",
            expected: ["soon: press-1 refused what it was asked for | interrupt was refused"]
        ),
        Case(
            name: "gets no serials",
            state: .notAllowedToStart,
            reason: "The machine did not take the serials. Start the run again",
            expected: [
                "now: press-1 gets no serials for Pump | The machine did not take the serials. Start the run again"
            ]
        ),
        Case(name: "its serials are on their way", state: .notAllowedToStart, minutes: 1, expected: []),
        Case(
            name: "its serials do not come",
            state: .notAllowedToStart,
            asked: .start,
            minutes: 2,
            expected: ["soon: press-1 waits for its serials for Pump | Serials are granted once the log"]
        ),
        Case(
            name: "its serials do not come to a machine that is offline",
            state: .notAllowedToStart,
            minutes: 2,
            connected: false,
            expected: ["soon: press-1 waits for its serials for Pump | Get the machine on line"]
        ),
        Case(name: "was asked a moment ago", asked: .interrupt, minutes: 1, expected: []),
        Case(
            name: "does not answer",
            asked: .interrupt,
            minutes: 2,
            expected: ["now: press-1 has not answered: interrupt | It answers when the unit"]
        ),
        Case(
            name: "can't answer",
            state: .allowedToStart,
            asked: .start,
            minutes: 2,
            connected: false,
            expected: ["now: press-1 has not answered: start | Get the machine on line"]
        ),
        Case(name: "was given up", state: .aborted, reason: "machineLost", doubtful: 5, expected: []),
    ]

    static let yield: [Case] = [
        Case(
            name: "one serial too few",
            serials: 15,
            expected: [
                "now: press-1 has 15 serials left for 16 units | Grant 1 more on the run's page"
            ]
        ),
        Case(
            name: "too few at the rate so far",
            made: 10,
            scrapped: 1,
            unusable: 4,
            serials: 14,
            expected: [
                "soon: press-1 has 14 serials left for 10 units | Grant 1 more on the run's page"
            ]
        ),
        Case(name: "enough at the rate so far", made: 10, scrapped: 1, unusable: 4, serials: 15, expected: []),
        Case(name: "four bad units say nothing", made: 1, scrapped: 4, serials: 19, expected: []),
        Case(
            name: "the last one",
            made: 19,
            serials: 0,
            expected: [
                "now: press-1 has 0 serials left for 1 unit | Grant 1 more on the run's page"
            ]
        ),
        Case(name: "nothing is left to do", made: 20, serials: 0, expected: []),
        Case(name: "a tenth is scrapped", made: 18, scrapped: 2, serials: 9, expected: []),
        Case(
            name: "more than a tenth is scrapped",
            made: 15,
            scrapped: 5,
            serials: 99,
            expected: ["soon: press-1 scrapped 5 of 20 units | A run has spare serials for 10 of 100"]
        ),
        Case(name: "a run that has not begun", state: .allowedToStart, asked: .start, serials: 0, expected: []),
    ]

    @Test(arguments: stations + standing + yield)
    func needAPersonWhenThereIsSomethingToDo(_ row: Case) {
        var run = LineFacts.Run(
            id: "r1",
            gtin: "0952",
            product: "Pump",
            lot: nil,
            progress: RunProgress(state: row.state, asked: row.asked, reason: row.reason),
            since: 1_000,
            count: 20
        )
        (run.commissioned, run.scrapped, run.unusable) = (row.made, row.scrapped, row.unusable)
        (run.serialsLeft, run.unitInDoubt) = (row.serials, row.doubtful)
        var facts = AttentionFacts()
        facts.now = Moment(milliseconds: 1_000 + row.minutes * 60_000)
        facts.lines = [
            LineFacts(
                machine: "press-1::ff",
                name: "press-1",
                isConnected: row.connected,
                lastSeen: nil,
                stations: row.stations.map { LineFacts.Station(id: $0?.id ?? "S2", health: $0) },
                run: run
            )
        ]
        let items = Attention(facts).items.sorted { $0.scope == .machinesRead && $1.scope == .runsRead }
        let told = items.map { "\($0.weight): \($0.title) | \($0.step)" }
        #expect(told.count == row.expected.count, "\(told)")
        for (told, expected) in zip(told, row.expected) { #expect(told.hasPrefix(expected), "\(told)") }
        for item in items {
            let isStation = item.scope == .machinesRead
            let isAboutSerials = item.title.contains("serials left") || item.title.contains("1 serial left")
            let page = isAboutSerials ? "/operator/runs/r1#serials" : "/operator/runs/r1"
            #expect(item.path == (isStation ? "/operator/machines/press-1%3A%3Aff" : page))
            #expect(item.since == (isStation ? nil : 1_000))
        }
    }

    @Test func aMachineWithARunIsNeededThoughItSellsNothing() {
        func titles(_ state: RunState) -> [String] {
            var facts = AttentionFacts()
            facts.machines = [
                .init(
                    id: "press-1::ff",
                    name: "press-1",
                    status: .allowed,
                    place: nil,
                    isConnected: false,
                    hasExpectedProfile: true,
                    lastSeen: nil
                )
            ]
            var run = LineFacts.Run(
                id: "r1",
                gtin: "0952",
                product: "Pump",
                lot: nil,
                progress: RunProgress(state: state),
                since: 0,
                count: 1
            )
            run.serialsLeft = 1
            facts.lines = [
                LineFacts(
                    machine: "press-1::ff",
                    name: "press-1",
                    isConnected: false,
                    lastSeen: nil,
                    stations: [],
                    run: run
                )
            ]
            return Attention(facts).items.map(\.title)
        }
        #expect(titles(.running) == ["press-1 is offline"])
        #expect(titles(.ended) == [])
    }
}

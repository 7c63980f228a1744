import Testing

@testable import EdgeAgent

@Suite("Arguments of the doctor")
struct DoctorArgumentsTests {
    private static let needed = ["--state", "/s", "--config", "/c"]

    @Test func readsEveryWord() throws {
        let arguments = try #require(
            DoctorArguments(
                Self.needed + [
                    "--json", "--pulse", "A1", "--pulse", "spare", "--scan", "1-20", "--support", "-", "--time", "12",
                    "--reads", "7",
                ]
            )
        )
        #expect(arguments.state == "/s")
        #expect(arguments.config == "/c")
        #expect(arguments.isJSON)
        #expect(arguments.pulses == ["A1", "spare"])
        #expect(arguments.scan == 1...20)
        #expect(arguments.support == "-")
        #expect(arguments.callerMilliseconds == 12)
        #expect(arguments.reads == 7)
        #expect(arguments.hold == nil)
    }

    @Test func movesNothingUnlessTold() throws {
        let arguments = try #require(DoctorArguments(Self.needed))
        #expect(arguments.pulses.isEmpty)
        #expect(arguments.scan == nil)
        #expect(!arguments.isJSON)
    }

    @Test func aChildIsToldItsLineAlone() throws {
        let words = ["--config", "/c", "--hold-chip", "chip", "--hold-line", "l", "--hold-active-low", "1"]
        let arguments = try #require(DoctorArguments(words))
        #expect(arguments.hold == DoctorArguments.Hold(chip: "chip", line: "l", isActiveLow: true))
        #expect(DoctorArguments(Array(words.dropLast(2))) == nil)
        #expect(DoctorArguments(Array(words.dropLast()) + ["yes"]) == nil)
    }

    @Test(arguments: [
        [], ["--state", "/s"], ["--config", "/c"], needed + ["--pulse"], needed + ["--pulse", ""],
        needed + ["--scan", "0-3"], needed + ["--scan", "5-3"], needed + ["--scan", "1-248"],
        needed + ["--scan", "1-"],
        needed + ["--scan", "a"], needed + ["--scan", "1-2-3"], needed + ["--time", "-1"], needed + ["--time", "now"],
        needed + ["--reads", "0"], needed + ["--reads", "1001"], needed + ["--fast"], needed + ["--json", "yes"],
    ])
    func whatIsWrongIsRefused(words: [String]) {
        #expect(DoctorArguments(words) == nil)
    }

    @Test func oneUnitIsARange() {
        #expect(DoctorArguments(Self.needed + ["--scan", "3"])?.scan == 3...3)
    }
}

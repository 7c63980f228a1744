import Testing

@testable import GPIO

@Suite("LineConfiguration")
struct LineConfigurationTests {
    @Test func outputsStartAtTheirSafeLevelUnlessTold() {
        let name = LineName(chip: "c", line: "l")
        #expect(OutputConfiguration(name: name).initial == .inactive)
        #expect(OutputConfiguration(name: name, safe: .active).initial == .active)
        #expect(OutputConfiguration(name: name, initial: .inactive, safe: .active).initial == .inactive)
    }

    @Test func levelAndVoltageAreInverseOfEachOther() {
        for level in Level.allCases {
            for isActiveLow in [false, true] {
                #expect(level.voltage(activeLow: isActiveLow).level(activeLow: isActiveLow) == level)
            }
        }
        #expect(Level.active.voltage(activeLow: false) == .high)
        #expect(Level.active.voltage(activeLow: true) == .low)
    }

    @Test(arguments: ["", String(repeating: "x", count: 32), "a\nb", "a\u{7F}", String(repeating: "ü", count: 16)])
    func namesTheKernelCannotHoldAreRefused(name: String) {
        let good = LineName(chip: "chip", line: "line")
        for bad in [LineName(chip: name, line: "line"), LineName(chip: "chip", line: name)] {
            #expect(throws: GPIOError(.invalidConfiguration, "")) {
                try LineConfiguration(outputs: [], inputs: [.init(name: bad)], consumer: "c").check()
            }
        }
        #expect(throws: GPIOError(.invalidConfiguration, "")) {
            try LineConfiguration(outputs: [.init(name: good)], inputs: [], consumer: name).check()
        }
    }

    @Test func namesOfThirtyOneBytesAreTaken() throws {
        let name = String(repeating: "x", count: 31)
        try LineConfiguration(
            outputs: [.init(name: LineName(chip: name, line: name))],
            inputs: [],
            consumer: name
        ).check()
    }

    @Test func theNumberOfLinesIsLimited() throws {
        func configuration(_ count: Int) -> LineConfiguration {
            let inputs = (0..<count).map { InputConfiguration(name: LineName(chip: "c", line: "\($0)")) }
            return LineConfiguration(outputs: [], inputs: inputs, consumer: "c")
        }
        try configuration(64).check()
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try configuration(65).check() }
    }

    @Test func aLineHasOneUse() {
        let name = LineName(chip: "c", line: "l")
        let twice = [InputConfiguration(name: name), InputConfiguration(name: name, activeLow: true)]
        let error = #expect(throws: GPIOError(.duplicateLine, "")) {
            try LineConfiguration(outputs: [], inputs: twice, consumer: "c").check()
        }
        #expect(error?.message.contains("c/l") == true)
    }

    @Test func aDebounceInTheWrongUnitIsRefused() throws {
        func configuration(_ debounce: UInt32) -> LineConfiguration {
            let input = InputConfiguration(name: LineName(chip: "c", line: "l"), debounceMicroseconds: debounce)
            return LineConfiguration(outputs: [], inputs: [input], consumer: "c")
        }
        try configuration(10_000_000).check()
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try configuration(10_000_001).check() }
    }
}

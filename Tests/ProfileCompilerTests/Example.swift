import ProfileCompiler

/// A small profile without any fault, and boards to check it against. Tests change one line and look at the fault.
enum Example {
    static let boards = [
        "bench": """
        board: bench
        chip: bench-chip
        watchdogMaximum: 15s
        lines:
          - {name: P1}
          - {name: P2}
          - {name: P3}
          - {name: P4}
          - {name: P5}
          - {name: P6}
          - {name: P7}
          - {name: P8, resetPull: up}
          - {name: IN1, direction: input}
          - {name: OUT1, direction: output}
        """,
        "simulated": "board: simulated\nchip: mintmark-sim\nlines: any\n",
    ]

    /// Lines are numbered from 1; the first is `profile: 1`.
    static let yaml = """
        profile: 1
        name: bench-2
        board: bench
        limits:
          watchdog: 2s
          settle: 200ms
        lanes:
          - id: A1
            motor: {line: P1, externalPull: down}
            home: {line: P2, bias: pullUp, activeLow: true, debounce: 10ms}
            drop: {line: P3, bias: pullUp, activeLow: true, shared: true}
            maxOn: 4s
            minimumOff: 500ms
            homeTimeout: 3s
            dropWindow: 2s
            attempts: 2
            capacity: 8
            stock: 5
          - id: B1
            motor: {line: P4, externalPull: down}
            drop: {line: P3, bias: pullUp, activeLow: true, shared: true}
            maxOn: 1500ms
            pulse: 800ms
            dropWindow: 2s
            capacity: 4
            hardwareLimit: 1s
        interlocks:
          - id: door
            kind: door
            line: P5
            wiring: normallyClosed
            bias: pullUp
            activeLow: true
            blocks: all
        """

    static func compiler() throws -> ProfileCompiler {
        try ProfileCompiler(boards: boards)
    }

    /// The faults of the example with lines replaced, by their number.
    static func faults(replacing lines: [Int: String], board: String? = nil) throws -> [ProfileFault] {
        try compiler().check(yaml: replaced(lines), file: "bench-2.yaml", board: board)
    }

    /// The example with lines replaced; a replacement of "" leaves an empty line, so that no other line moves.
    static func replaced(_ lines: [Int: String]) -> String {
        var all = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (number, text) in lines { all[number - 1] = text }
        return all.joined(separator: "\n")
    }
}

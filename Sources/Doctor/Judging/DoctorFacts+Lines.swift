import GPIO

extension DoctorFacts {
    var lineFindings: [Finding] {
        guard !inputs.isEmpty else { return [] }
        var findings: [Finding] = []
        for input in inputs {
            if let problem = input.problem { findings.append(problem.finding(about: input.line, input.words)) }
        }
        let floating = inputs.filter { $0.isFloating && !$0.bias.pulls }
        for input in floating { findings.append(Self.noPull(input)) }
        let wrong = inputs.filter { $0.isAtRest == false && !floating.contains($0) }
        let exchanged = Self.exchanged(wrong)
        if let (first, second) = exchanged {
            findings.append(
                Finding(
                    .linesSwapped,
                    about: "\(first.line), \(second.line)",
                    "\(first.words) and \(second.words) each show what the other shows on a machine at rest"
                )
            )
        }
        for input in wrong where input != exchanged?.0 && input != exchanged?.1 { findings.append(Self.wrong(input)) }
        for input in inputs where input.changes > 0 {
            findings.append(
                Finding(
                    .linesRestless,
                    about: "\(input.line)",
                    "\(input.words) changed \(input.changes) times by itself"
                )
            )
        }
        if findings.isEmpty {
            findings.append(Finding(.linesOK, "\(inputs.count) inputs show what a machine at rest shows"))
        }
        return findings
    }

    /// Two lines, and no more, that each show what the other should. An interlock that a technician has open is left
    /// out, because it is wrong for another reason more often than not.
    private static func exchanged(_ wrong: [InputFact]) -> (InputFact, InputFact)? {
        func pair(_ inputs: [InputFact]) -> (InputFact, InputFact)? {
            let low = inputs.filter { $0.voltage == .low }
            let high = inputs.filter { $0.voltage == .high }
            guard low.count == 1, high.count == 1 else { return nil }
            return (high[0], low[0])
        }
        return pair(wrong.filter { $0.use != .interlock }) ?? pair(wrong)
    }

    private static func wrong(_ input: InputFact) -> Finding {
        let free = input.isFloating ? "; nothing drives the line: the contact is open, or the wire is cut" : ""
        switch input.use {
        case .interlock:
            return Finding(.linesInterlockOpen, about: "\(input.line)", "\(input.words) reads open\(free)")
        case .home:
            return Finding(.linesNotAtRest, about: "\(input.line)", "\(input.words) is not seen\(free)")
        case .drop:
            return Finding(.linesNotAtRest, about: "\(input.line)", "\(input.words) reads as blocked\(free)")
        }
    }

    private static func noPull(_ input: InputFact) -> Finding {
        let direction = input.use.atRest.voltage(activeLow: input.activeLow) == .high ? "pull-up" : "pull-down"
        return Finding(
            .linesNoPull,
            about: "\(input.line)",
            "\(input.words) goes wherever a weak resistor pulls it: its \(direction) is missing, and the profile asks the "
                + "chip for none"
        )
    }
}

extension InputFact {
    /// What a volt meter shows.
    var voltage: Voltage? { level.map { $0.voltage(activeLow: activeLow) } }
}

extension Bias {
    /// Whether the chip is asked for a resistor.
    var pulls: Bool { self == .pullUp || self == .pullDown }
}

extension LineProblem {
    /// What the problem means for a line.
    func finding(about line: LineName, _ words: String) -> Finding {
        let code: FindingCode =
            switch kind {
            case .noChip: .linesNoChip
            case .noLine: .linesNoLine
            case .ambiguous: .linesAmbiguous
            case .busy: .linesBusy
            case .notPermitted: .linesNotPermitted
            case .unsupported: .linesUnsupported
            case .broken: .linesBroken
            }
        return Finding(code, about: "\(line)", "\(words): \(self.words)")
    }
}

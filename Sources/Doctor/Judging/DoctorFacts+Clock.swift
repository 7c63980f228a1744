extension DoctorFacts {
    /// A clock before it, 2026-01-01, was never set.
    static let earliestWallMilliseconds: Int64 = 1_767_225_600_000
    /// How far a clock may be off before somebody should look, beyond what the comparison is uncertain by.
    static let toleratedOffsetMilliseconds: Int64 = 2_000
    /// How fast a clock may go wrong: a sound crystal stays within 100 millionths over the temperatures of a cabinet.
    static let toleratedDriftMillionths: Int64 = 200
    /// Two looks that are closer together say nothing about drift.
    static let shortestDriftNanoseconds: UInt64 = 60_000_000_000

    var clockFindings: [Finding] {
        guard let clock else { return [] }
        guard clock.now.wallMilliseconds >= Self.earliestWallMilliseconds else {
            return [Finding(.clockUnset, "the clock shows a time before 2026")]
        }
        var findings: [Finding] = []
        if clock.isSynchronised == false {
            findings.append(Finding(.clockUnsynchronised, "the kernel says that nobody keeps the clock"))
        }
        if let offset = clock.now.offset,
            offset.milliseconds.magnitude > Self.toleratedOffsetMilliseconds + offset.uncertaintyMilliseconds
        {
            findings.append(
                Finding(
                    .clockWrong,
                    "the clock is \(Self.seconds(offset.milliseconds)) of the \(offset.source.words) clock (within "
                        + "\(offset.uncertaintyMilliseconds) ms)"
                )
            )
        }
        if let drift = clock.driftMillionths, drift.magnitude > Self.toleratedDriftMillionths {
            let perDay = (Int64(drift.magnitude) * 86_400 + 500_000) / 1_000_000
            findings.append(
                Finding(
                    .clockDrifts,
                    "the clock \(drift > 0 ? "gains" : "loses") about \(perDay) s a day against the "
                        + "\(clock.now.offset?.source.words ?? "other") clock (\(drift) millionths)"
                )
            )
        }
        if let step = clock.stepMilliseconds, step.magnitude > 1_000 {
            findings.append(Finding(.clockStepped, "the clock was set \(Self.seconds(step)) since the last look"))
        }
        if !findings.contains(where: { $0.severity > .note }) {
            let compared = clock.now.offset.map {
                "within \($0.milliseconds.magnitude) ms of the \($0.source.words) (\($0.uncertaintyMilliseconds) ms uncertain)"
            }
            findings.append(Finding(.clockOK, compared ?? "set, and compared with nobody's"))
        }
        return findings
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        let tenths = (milliseconds.magnitude + 50) / 100
        return "\(tenths / 10).\(tenths % 10) s \(milliseconds < 0 ? "behind" : "ahead")"
    }
}

extension ClockFacts {
    /// How far the clock was set since the last look, in milliseconds; nil when the computer was started meanwhile.
    /// The wall clock and the steady one are slowed and sped up together, so their difference changes by steps alone.
    package var stepMilliseconds: Int64? {
        guard let before, before.boot == now.boot, now.steadyNanoseconds >= before.steadyNanoseconds else { return nil }
        let passed = Int64((now.steadyNanoseconds - before.steadyNanoseconds) / 1_000_000)
        return now.wallMilliseconds - before.wallMilliseconds - passed
    }

    /// How fast the clock goes wrong against the same other clock, in millionths; nil when the looks are too close, the
    /// comparisons too uncertain, or when the clock was set in between, which would look like drift.
    package var driftMillionths: Int64? {
        guard let before, before.boot == now.boot, now.steadyNanoseconds >= before.steadyNanoseconds,
            let then = before.offset, let present = now.offset, then.source == present.source,
            let stepMilliseconds, stepMilliseconds.magnitude <= 1_000
        else { return nil }
        let passed = now.steadyNanoseconds - before.steadyNanoseconds
        guard passed >= DoctorFacts.shortestDriftNanoseconds else { return nil }
        let change = present.milliseconds - then.milliseconds
        guard change.magnitude > then.uncertaintyMilliseconds + present.uncertaintyMilliseconds else { return 0 }
        return change * 1_000_000 / Int64(passed / 1_000_000)
    }
}

extension ClockFacts.Offset.Source {
    var words: String {
        switch self {
        case .coordinator: "coordinator's"
        case .caller: "caller's"
        }
    }
}

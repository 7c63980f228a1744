import GPIO

extension DoctorFacts {
    var outputFindings: [Finding] {
        guard !outputs.isEmpty else { return [] }
        var findings: [Finding] = []
        for output in outputs {
            if let problem = output.problem { findings.append(problem.finding(about: output.line, output.words)) }
            if output.unowned == .active {
                findings.append(
                    Finding(
                        .outputsActiveUnowned,
                        about: "\(output.line)",
                        "\(output.words) was on while nobody held it"
                    )
                )
            }
            if output.level == .active {
                findings.append(
                    Finding(
                        .outputsNotSafe,
                        about: "\(output.line)",
                        "\(output.words) reads as on while it is driven off"
                    )
                )
            }
        }
        if findings.isEmpty { findings.append(Finding(.outputsOK, "\(outputs.count) outputs are off")) }
        return findings
    }

    var pulseFindings: [Finding] { pulses.map(finding) }

    private func finding(_ pulse: PulseFact) -> Finding {
        let about = "\(pulse.line)"
        let name = "the motor of \(pulse.lane)"
        if let refused = pulse.refused {
            return Finding(.pulseRefused, about: about, "\(name) was not turned: \(refused)")
        }
        switch pulse.end {
        case .failed: return Finding(.pulseUncertain, about: about, "what \(name) did is not known: a line failed")
        case .edgesLost:
            return Finding(.pulseUncertain, about: about, "what \(name) did is not known: changes were lost")
        case .stopped: return Finding(.pulseUncertain, about: about, "\(name) was stopped: whoever called is gone")
        case .interlockOpened:
            return Finding(.pulseInterlock, about: about, "an interlock opened while \(name) turned, so it was stopped")
        case .homeSeen, .time, nil: break
        }
        let own = inputs.filter { $0.use != .interlock && $0.of.contains(pulse.lane) }
        let home = own.first { $0.use == .home }
        let strangers = inputs.filter { $0.use == .home && $0 != home && pulse.moved($0.line) }
        if let other = strangers.first, home.map({ !pulse.moved($0.line) }) ?? true {
            let lines = home.map { "\($0.line), \(other.line)" } ?? "\(pulse.line), \(other.line)"
            return Finding(
                .linesSwapped,
                about: lines,
                "\(name) moved \(other.words) and not its own: either the motors or the home switches are exchanged"
            )
        }
        return turn(pulse, name, home: home, drop: own.first { $0.use == .drop })
    }

    /// The pulse of a motor that moved nobody else's switch.
    private func turn(_ pulse: PulseFact, _ name: String, home: InputFact?, drop: InputFact?) -> Finding {
        let about = "\(pulse.line)"
        let time = "\(pulse.drivenMilliseconds ?? 0) ms"
        let goods = pulse.moved(drop?.line)
        guard let home else {
            // Driven by time: nothing shows that it turned but goods that fell, and there need be none.
            return Finding(.pulseOK, about: about, "\(name) was driven for \(time)\(goods ? "; goods were seen" : "")")
        }
        guard let change = pulse.changes.first(where: { $0.line == home.line }) else {
            return Finding(
                .pulseNothing,
                about: about,
                "\(name) was driven for \(time) and did not leave \(home.words)"
            )
        }
        guard change.last == home.use.atRest, pulse.end == .homeSeen else {
            return Finding(
                .pulseIncomplete,
                about: about,
                "\(name) left \(home.words) after \(change.afterMilliseconds) ms and was not back after \(time)"
            )
        }
        return Finding(
            .pulseOK,
            about: about,
            "\(name) turned once in \(time) and moved its own switch alone\(goods ? "; goods were seen" : "")"
        )
    }

    var releaseFindings: [Finding] {
        guard let release, release.hasOutputs || !release.trials.isEmpty else { return [] }
        var findings: [Finding] = []
        if release.kernelKeepsOutputs == true {
            findings.append(
                Finding(.releaseKernelKeeps, "persist_gpio_outputs is on: outputs stay as a dead program left them")
            )
        }
        for trial in release.trials { findings.append(Self.finding(trial)) }
        if release.trials.isEmpty {
            let known = release.kernelKeepsOutputs == false ? " (its setting says that it releases them)" : ""
            findings.append(Finding(.releaseNotTested, "not tested: what the kernel does when a process dies\(known)"))
        }
        return findings
    }

    private static func finding(_ trial: ReleaseFacts.Trial) -> Finding {
        let about = "\(trial.line)"
        if let problem = trial.problem {
            return Finding(.releaseUncertain, about: about, "the trial on \(trial.line) did not end: \(problem)")
        }
        guard trial.wasDriven, let after = trial.after else {
            return Finding(.releaseUncertain, about: about, "the trial on \(trial.line) gave no result")
        }
        guard after == .inactive else {
            return Finding(
                .releaseKeeps,
                about: about,
                "\(trial.line) was still on \(trial.milliseconds) ms after the process that drove it was killed"
            )
        }
        return Finding(
            .releaseOK,
            about: about,
            "\(trial.line) was off \(trial.milliseconds) ms after the process that drove it was killed"
        )
    }
}

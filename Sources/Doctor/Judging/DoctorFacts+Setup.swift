extension DoctorFacts {
    var setupFindings: [Finding] {
        var findings: [Finding] = []
        if let problem = setup.configurationProblem { findings.append(Finding(.setupConfiguration, problem)) }
        switch setup.profile {
        case .unusable: findings.append(Finding(.setupProfile, setup.profileProblem ?? "the profile can't be used"))
        case .unverified:
            // A running agent has checked it, and would not run by another.
            guard !setup.isAgentRunning else { break }
            findings.append(
                Finding(
                    .setupProfileUnverified,
                    about: setup.profileName ?? "",
                    "nobody could check who signed the profile: the machine is not enrolled"
                )
            )
        case .verified, nil: break
        }
        if setup.isAgentRunning {
            findings.append(Finding(.setupAgentRuns, "lines and buses were not touched: the agent has them"))
        } else if setup.configurationProblem == nil {
            findings.append(Finding(.setupAgentStopped, "the agent does not run"))
        }
        for trouble in setup.troubles { findings.append(Finding(.setupAgentTrouble, trouble)) }
        for refusal in setup.refusedConsents {
            findings.append(Finding(.setupConsentRefused, about: refusal.name, "\(refusal.name): \(refusal.reason)"))
        }
        return findings
    }

    var versionFindings: [Finding] {
        guard let versions else { return [] }
        let numbers = versions.kernel.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        // The second interface to lines came with 5.10 (docs.kernel.org, gpio-v2-get-line-ioctl).
        if numbers.count == 2, (numbers[0], numbers[1]) < (5, 10) {
            return [
                Finding(.versionsKernel, about: versions.kernel, "the kernel is \(versions.kernel), 5.10 is needed")
            ]
        }
        let board = versions.board.map { ", \($0)" } ?? ""
        return [
            Finding(
                .versionsOK,
                "agent \(versions.agent), \(versions.system), kernel \(versions.kernel), \(versions.architecture)\(board), "
                    + "libgpiod \(versions.libgpiod), libmodbus \(versions.libmodbus), SQLite \(versions.sqlite)"
            )
        ]
    }
}

extension DoctorFacts {
    /// Receipts that wait longer are worth a look.
    static let toleratedAgeMilliseconds: Int64 = 3_600_000

    var linkFindings: [Finding] {
        guard let link else { return [] }
        var findings: [Finding] = []
        if let problem = link.trustProblem { findings.append(Finding(.linkTrust, problem)) }
        if link.isEnrolled == false {
            findings.append(Finding(.linkNotEnrolled, "the machine is not enrolled"))
        }
        if let quarantine = link.quarantine {
            findings.append(Finding(.linkQuarantined, "the machine takes no commands: \(quarantine)"))
        }
        if link.hasSession == false {
            findings.append(Finding(.linkNoSession, "the agent has no session with the coordinator"))
        }
        for address in link.addresses {
            if let problem = address.problem {
                findings.append(
                    Finding(.linkUnreachable, about: address.address, "\(address.address) can't be reached: \(problem)")
                )
            } else if address.isPinned == false {
                findings.append(
                    Finding(
                        .linkWrongKey,
                        about: address.address,
                        "\(address.address) answers with the key \(address.pin ?? "?"), which is not in the keyset"
                    )
                )
            }
        }
        if findings.isEmpty {
            let reached = link.addresses.map { "\($0.address) answers in \($0.milliseconds) ms with a pinned key" }
            let words = link.hasSession == true ? ["the agent has a session with the coordinator"] : reached
            for word in words { findings.append(Finding(.linkOK, word)) }
        }
        return findings
    }

    var queueFindings: [Finding] {
        guard let queue else { return [] }
        var findings: [Finding] = []
        for file in queue.setAside { findings.append(Finding(.queueSetAside, about: file, "\(file) was set aside")) }
        if let problem = queue.problem { return findings + [Finding(.queueUnreadable, problem)] }
        guard queue.source != nil else { return findings }
        if queue.deadLetters > 0 {
            findings.append(Finding(.queueDeadLetters, "\(queue.deadLetters) receipts were not believed"))
        }
        if queue.openIntents > 0, !setup.isAgentRunning {
            findings.append(Finding(.queueInDoubt, "\(queue.openIntents) acts were under way when the agent stopped"))
        }
        if queue.reserveBytes == 0 { findings.append(Finding(.queueNoReserve, "no space is held for outcomes")) }
        if let age = queue.oldestMilliseconds, age > Self.toleratedAgeMilliseconds {
            findings.append(
                Finding(.queueOld, "\(queue.waiting) receipts wait, the oldest for \(age / 60_000) minutes")
            )
        } else if queue.waiting > 0 {
            findings.append(Finding(.queueWaiting, "\(queue.waiting) receipts (\(queue.bytes) bytes) wait"))
        }
        if findings.isEmpty { findings.append(Finding(.queueOK, "nothing waits")) }
        return findings
    }
}

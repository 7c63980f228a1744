package import Journal
package import Machine
package import Protocol

extension StampReport {
    /// The report of what the sequencer saw. The machine's words and the wire's words are the same; the types differ,
    /// because the machine knows nothing of the wire.
    package init(_ result: StampResult, run: String, unit: Int, serial: NextSerial, station: String) {
        let seen = result.evidence
        self.init(
            run: run,
            block: serial.block,
            serial: serial.serial,
            station: station,
            unit: unit,
            status: Self.status(result.status),
            reason: result.reason?.rawValue,
            evidence: Evidence(
                attempts: seen.commandWrites,
                sequence: seen.sequence.map(Int64.init),
                taken: seen.takenSequence.map(Int64.init),
                acknowledged: seen.acknowledgedSequence.map(Int64.init),
                bootCount: seen.bootCount.map(Int64.init),
                hashMatched: seen.echoedHash.map { $0 == SerialPayload.hash(of: serial.serial) },
                readBack: seen.readBack.map { String(decoding: $0.utf8.prefix(Evidence.readBackBytes), as: UTF8.self) },
                rejected: seen.rejected,
                afterRestart: seen.afterRestart
            )
        )
    }

    private static func status(_ status: Machine.StampStatus) -> Protocol.StampStatus {
        switch status {
        case .commissioned: .commissioned
        case .scrapped: .scrapped
        case .cannotStart: .cannotStart
        }
    }

    /// What it counts as in the run.
    package var tally: StoredRun.Tally {
        switch status {
        case .commissioned: .commissioned
        case .scrapped: .scrapped
        case .cannotStart: .unusable
        }
    }
}

extension RunReport {
    /// The report of a run as the journal has it.
    package init(_ run: StoredRun) {
        self.init(
            run: run.id,
            gtin: run.gtin,
            lot: run.lot,
            count: run.count,
            state: RunState(rawValue: run.state) ?? .interrupted,
            commissioned: run.commissioned,
            scrapped: run.scrapped,
            unusable: run.unusable,
            reason: run.reason
        )
    }
}

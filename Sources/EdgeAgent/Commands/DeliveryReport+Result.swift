package import Machine
package import Protocol

extension DeliveryReport {
    /// The report of what the sequencer saw. The machine's words and the wire's words are the same; the types differ,
    /// because the machine knows nothing of the wire.
    package init(_ result: DeliveryResult, lane: String, sale: String) {
        let evidence = result.evidence
        self.init(
            lane: lane,
            sale: sale,
            status: Self.status(result.status),
            reason: result.reason?.rawValue,
            evidence: Evidence(
                firings: evidence.firings,
                motorOnMilliseconds: Int64(evidence.motorOnMilliseconds),
                homeSeen: evidence.homeSeen,
                dropMilliseconds: evidence.dropTimestampMilliseconds.map(Int64.init),
                missedEdges: evidence.missedEdges ? 1 : 0,
                interlock: evidence.interlock
            )
        )
    }

    private static func status(_ status: Machine.DeliveryStatus) -> Protocol.DeliveryStatus {
        switch status {
        case .finished: .finished
        case .failed: .failed
        case .cannotStart: .cannotStart
        case .inDoubt: .inDoubt
        }
    }
}

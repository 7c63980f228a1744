import Faults
import Machine

/// Names the steps of one unit, as its requests pass them; see `StampStep`.
struct StampSteps: Sendable {
    private let station: Station
    private var hasCommanded = false

    init(_ station: Station) {
        self.station = station
    }

    /// The next thing is a read.
    func willRead(_ names: [String]) {
        if names == [station.readBack] { FaultPoint.reach(StampStep.readBackDue) }
    }

    /// A read was answered, or not.
    func hasRead(_ names: [String]) {
        if names == [station.readBack] {
            FaultPoint.reach(StampStep.readBackSeen)
        } else if names.contains(station.marker.payload) {
            FaultPoint.reach(StampStep.payloadConfirmed)
        } else if names.contains(station.marker.commandSequence) {
            FaultPoint.reach(hasCommanded ? StampStep.markPolled : StampStep.countersRead)
        }
    }

    /// A write has its outcome.
    mutating func hasWritten(_ names: [String]) {
        if names == [station.marker.commandSequence] {
            hasCommanded = true
            FaultPoint.reach(StampStep.commandWritten)
        } else if names == [station.rejectSequence] {
            FaultPoint.reach(StampStep.gateTold)
        } else {
            FaultPoint.reach(StampStep.payloadWritten)
        }
    }
}

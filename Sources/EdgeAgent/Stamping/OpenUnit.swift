package import Journal
package import Machine
package import Protocol

/// A unit whose intent is on disk.
package struct OpenUnit: Sendable, Hashable {
    /// The run.
    package var run: String
    /// Which unit of the run, from 1.
    package var unit: Int
    /// The serial, which the intent has spent.
    package var serial: NextSerial
    /// The station.
    package var station: String

    /// A unit of a run.
    package init(run: String, unit: Int, serial: NextSerial, station: String) {
        self.run = run
        self.unit = unit
        self.serial = serial
        self.station = station
    }

    /// A unit that the last life left open.
    package init(_ stamp: OpenStamp) {
        self.init(run: stamp.run, unit: stamp.unit, serial: stamp.serial, station: stamp.station)
    }

    /// What is reported of it.
    package func report(_ result: StampResult) -> StampReport {
        StampReport(result, run: run, unit: unit, serial: serial, station: station)
    }
}

/// Lossy measurements: they may be dropped, oldest first, and say so. Nothing about money or serials is in them.
package struct TelemetryBatch: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver: Int
    /// The incarnation whose telemetry sequence this is.
    package var inc: Int64
    /// How many items this incarnation dropped so far.
    package var dropped: Int64
    /// The items, by rising sequence.
    package var items: [TelemetryItem]

    /// Makes a batch.
    package init(inc: Int64, dropped: Int64, items: [TelemetryItem]) {
        ver = 1
        self.inc = inc
        self.dropped = dropped
        self.items = items
    }
}

/// One measurement.
package struct TelemetryItem: Hashable, Sendable, Codable {
    /// Its place in the telemetry sequence.
    package var seq: Int64
    /// When, in milliseconds since 1970 by the machine's clock.
    package var at: Int64
    /// The machine's health at that time.
    package var health: HealthReport

    /// Makes an item.
    package init(seq: Int64, at: Int64, health: HealthReport) {
        self.seq = seq
        self.at = at
        self.health = health
    }
}

/// Whether the machine could deliver now, lane by lane, and how its stations stand.
package struct HealthReport: Hashable, Sendable, Codable {
    /// One lane.
    package struct Lane: Hashable, Sendable, Codable {
        /// The lane of the profile.
        package var id: String
        /// Whether a delivery could start.
        package var ready: Bool
        /// Why not, in one word.
        package var reason: String?

        /// Makes a lane's health.
        package init(id: String, ready: Bool, reason: String?) {
            self.id = id
            self.ready = ready
            self.reason = reason
        }
    }

    /// One station of a line that stamps.
    package struct Station: Hashable, Sendable, Codable {
        /// The station of the profile.
        package var id: String
        /// The line's state, numbered as ISA-TR88 `StateCurrent`; nil when the PLC can't be asked.
        package var packML: Int64?
        /// Whether the heartbeats of both sides move.
        package var heartbeat: Bool
        /// Whether the output watchdog was set and read back since the PLC was last lost.
        package var watchdog: Bool

        /// Makes a station's health.
        package init(id: String, packML: Int64?, heartbeat: Bool, watchdog: Bool) {
            self.id = id
            self.packML = packML
            self.heartbeat = heartbeat
            self.watchdog = watchdog
        }
    }

    /// The lanes.
    package var lanes: [Lane]
    /// The stations.
    package var stations: [Station]
    /// Receipts that wait for the coordinator.
    package var journalDepth: Int64
    /// Deliveries of this boot.
    package var deliveries: Int64
    /// Version of the program.
    package var program: String
    /// How its last flash ended; nil for a machine that was never flashed.
    package var update: UpdateReport?

    /// Makes a report.
    package init(
        lanes: [Lane],
        stations: [Station],
        journalDepth: Int64,
        deliveries: Int64,
        program: String,
        update: UpdateReport? = nil
    ) {
        self.lanes = lanes
        self.stations = stations
        self.journalDepth = journalDepth
        self.deliveries = deliveries
        self.program = program
        self.update = update
    }
}

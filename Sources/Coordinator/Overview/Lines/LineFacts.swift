package import Protocol

/// A machine that stamps: its stations as it last told of them, and the run that it is at.
package struct LineFacts: Sendable {
    /// A station of the profile.
    package struct Station: Sendable {
        /// Its name.
        package var id: String
        /// What the machine last told of it; nil when it never did.
        package var health: HealthReport.Station?

        /// Makes a station.
        package init(id: String, health: HealthReport.Station?) {
            self.id = id
            self.health = health
        }
    }

    /// A run.
    package struct Run: Sendable {
        /// Its id.
        package var id: String
        /// The product's key.
        package var gtin: String
        /// The product's name.
        package var product: String
        /// The lot.
        package var lot: String?
        /// How it stands.
        package var progress: RunProgress
        /// Since when, milliseconds since 1970.
        package var since: Int64
        /// How many units are to be commissioned.
        package var count: Int64
        /// Units whose serial was read back.
        package var commissioned: Int64 = 0
        /// Units that were scrapped.
        package var scrapped: Int64 = 0
        /// Serials that were never written.
        package var unusable: Int64 = 0
        /// Serials that the machine holds for it, or is being sent.
        package var serialsLeft: Int64 = 0
        /// Which unit passed last, when nobody knows what it carries and no other unit passed since.
        package var unitInDoubt: Int64?

        /// Makes a run that has made nothing.
        package init(
            id: String,
            gtin: String,
            product: String,
            lot: String?,
            progress: RunProgress,
            since: Int64,
            count: Int64
        ) {
            self.id = id
            self.gtin = gtin
            self.product = product
            self.lot = lot
            self.progress = progress
            self.since = since
            self.count = count
        }
    }

    /// The machine's id.
    package var machine: String
    /// Its name.
    package var name: String
    /// Whether it is allowed and its link is up: else its stations are as they were when it was last heard.
    package var isConnected: Bool
    /// When it was last heard, milliseconds since 1970.
    package var lastSeen: Int64?
    /// Its stations.
    package var stations: [Station]
    /// The run that it is at, the next one, or its last; nil when it never had any.
    package var run: Run?

    /// Makes a line.
    package init(
        machine: String,
        name: String,
        isConnected: Bool,
        lastSeen: Int64?,
        stations: [Station],
        run: Run?
    ) {
        self.machine = machine
        self.name = name
        self.isConnected = isConnected
        self.lastSeen = lastSeen
        self.stations = stations
        self.run = run
    }

    /// The run, unless it is over.
    package var openRun: Run? { run.flatMap { $0.progress.state.isFinal ? nil : $0 } }
}

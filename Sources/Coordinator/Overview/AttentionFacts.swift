/// What `Attention` judges.
package struct AttentionFacts: Sendable {
    /// Sales that wait for one reason.
    package struct Queue: Sendable {
        /// How many.
        package let count: Int64
        /// The oldest, milliseconds since 1970.
        package let since: Int64

        /// Makes a queue.
        package init(count: Int64, since: Int64) {
            self.count = count
            self.since = since
        }
    }

    /// A rail that sees no payments.
    package struct RailTrouble: Sendable {
        /// Which.
        package let rail: String
        /// What is wrong, in words.
        package let trouble: String

        /// Makes a trouble.
        package init(rail: String, trouble: String) {
            self.rail = rail
            self.trouble = trouble
        }
    }

    /// A machine.
    package struct Machine: Sendable {
        /// Its id.
        package var id: String
        /// Its name.
        package var name: String
        /// Whether it may do anything.
        package var status: MachineRecord.Status
        /// The open place that it delivers at, by name.
        package var place: String?
        /// Whether its link is up.
        package var isConnected: Bool
        /// Whether it runs the profile on record.
        package var hasExpectedProfile: Bool
        /// When it was last heard, milliseconds since 1970.
        package var lastSeen: Int64?

        /// Makes a machine.
        package init(
            id: String,
            name: String,
            status: MachineRecord.Status,
            place: String?,
            isConnected: Bool,
            hasExpectedProfile: Bool,
            lastSeen: Int64?
        ) {
            self.id = id
            self.name = name
            self.status = status
            self.place = place
            self.isConnected = isConnected
            self.hasExpectedProfile = hasExpectedProfile
            self.lastSeen = lastSeen
        }
    }

    /// An open place.
    package struct OpenPlace: Sendable {
        /// Its address.
        package var slug: String
        /// Its name.
        package var name: String
        /// Whether a machine is assigned.
        package var hasMachine: Bool
        /// Lanes out of order.
        package var faultedLanes: [String]
        /// Lanes that are sold from and have nothing left to sell.
        package var emptyLanes: [String]

        /// Makes a place.
        package init(slug: String, name: String, hasMachine: Bool, faultedLanes: [String], emptyLanes: [String]) {
            self.slug = slug
            self.name = name
            self.hasMachine = hasMachine
            self.faultedLanes = faultedLanes
            self.emptyLanes = emptyLanes
        }
    }

    /// As of when.
    package var now = Moment(milliseconds: 0)
    /// Whether machines have to tell first what they did since a backup.
    package var isRecovering = false
    /// Assets whose debits are not their credits.
    package var unbalancedAssets: [String] = []
    /// What waits for a person, by reason.
    package var queues: [QueueReason: Queue] = [:]
    /// Rails that see no payments.
    package var railTroubles: [RailTrouble] = []
    /// The machines.
    package var machines: [Machine] = []
    /// The open places.
    package var places: [OpenPlace] = []
    /// The lines; empty where nobody asked.
    package var lines: [LineFacts] = []
    /// Alarms that nobody acknowledged.
    package var openAlarms: Int64 = 0
    /// The oldest of them, milliseconds since 1970.
    package var oldestAlarm: Int64?
    /// Whether a restore would bring back something recent; nil where nobody asked.
    package var backup: BackupStanding?

    /// Facts of a deployment where nothing is wrong.
    package init() {}
}

/// How a delivery stands, after EVA SmartLink's delivery states (OPC 30210-1 section 8.8) with `inDoubt` added.
package enum DeliveryStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// The lane could deliver.
    case ready
    /// The motor runs.
    case started
    /// The product was seen falling.
    case finished
    /// The motor ran and no product fell.
    case failed
    /// Nothing was moved.
    case cannotStart
    /// Nobody knows: a person has to look.
    case inDoubt
}

/// The end of one delivery, with what the machine saw.
package struct DeliveryReport: Hashable, Sendable, Codable {
    /// What the machine saw.
    package struct Evidence: Hashable, Sendable, Codable {
        /// How often the motor was started.
        package var firings: Int
        /// How long the motor was on, in milliseconds.
        package var motorOnMilliseconds: Int64
        /// Whether the home switch left and came back.
        package var homeSeen: Bool
        /// When the drop sensor answered, in milliseconds after the motor started.
        package var dropMilliseconds: Int64?
        /// Edges that the kernel could not keep.
        package var missedEdges: Int
        /// The interlock that opened.
        package var interlock: String?

        /// Makes the evidence.
        package init(
            firings: Int,
            motorOnMilliseconds: Int64,
            homeSeen: Bool,
            dropMilliseconds: Int64?,
            missedEdges: Int,
            interlock: String?
        ) {
            self.firings = firings
            self.motorOnMilliseconds = motorOnMilliseconds
            self.homeSeen = homeSeen
            self.dropMilliseconds = dropMilliseconds
            self.missedEdges = missedEdges
            self.interlock = interlock
        }
    }

    /// The lane.
    package var lane: String
    /// The sale.
    package var sale: String
    /// `finished`, `failed`, `cannotStart` or `inDoubt`.
    package var status: DeliveryStatus
    /// Why, in one word, unless it finished.
    package var reason: String?
    /// What the machine saw, when it acted.
    package var evidence: Evidence?

    /// Makes a report.
    package init(lane: String, sale: String, status: DeliveryStatus, reason: String? = nil, evidence: Evidence? = nil) {
        self.lane = lane
        self.sale = sale
        self.status = status
        self.reason = reason
        self.evidence = evidence
    }
}

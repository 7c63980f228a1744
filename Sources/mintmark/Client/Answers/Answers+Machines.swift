extension Answers {
    /// `GET /v1/machines`.
    struct Machines: Decodable, Sendable {
        let machines: [Machine]
        let next: String?
    }

    /// `GET /v1/machines/{machine}`.
    struct Machine: Decodable, Sendable {
        /// A lane as the machine last told of it.
        struct Lane: Decodable, Sendable {
            let id: String
            let ready: Bool
            let reason: String?
        }

        /// A station as the machine last told of it.
        struct Station: Decodable, Sendable {
            let id: String
            let packML: Int64?
            let heartbeat: Bool
            let watchdog: Bool
        }

        let id: String
        let name: String
        let owner: String
        let status: String
        let statusReason: String?
        let connected: Bool
        let incarnation: Int64
        let commandsIssued: Int64
        let commandsReceived: Int64
        let receiptsStored: Int64
        let profile: String?
        let profileMatches: Bool
        let program: String?
        let lastSeen: Int64?
        let lanes: [Lane]
        let stations: [Station]
    }

    /// `POST /v1/machines/secrets`.
    struct Secret: Decodable, Sendable { let secret: String }

    /// `PUT /v1/machines/{machine}/profile`, and `POST /v1/profiles/sign`.
    struct SignedProfile: Decodable, Sendable {
        let sha256: String
        let envelope: String
    }

    /// `POST /v1/machines/{machine}/commands`.
    struct QueuedCommand: Decodable, Sendable { let command: String }
}

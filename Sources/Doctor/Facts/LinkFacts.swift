/// The way to the coordinator as it was found.
package struct LinkFacts: Codable, Sendable, Equatable {
    /// One address and who answered there.
    package struct Address: Codable, Sendable, Equatable {
        /// `https://host:port`.
        package var address: String
        /// The key that answered, as the keyset writes it; nil when nobody did.
        package var pin: String?
        /// Whether it is one of the keyset's; nil without a keyset.
        package var isPinned: Bool?
        /// How long the connection took.
        package var milliseconds: Int
        /// Why there is no connection.
        package var problem: String?

        /// An address that was tried.
        package init(
            address: String,
            pin: String? = nil,
            isPinned: Bool? = nil,
            milliseconds: Int = 0,
            problem: String? = nil
        ) {
            self.address = address
            self.pin = pin
            self.isPinned = isPinned
            self.milliseconds = milliseconds
            self.problem = problem
        }
    }

    /// Whether the machine has a keyset and an incarnation; nil when nobody could look.
    package var isEnrolled: Bool?
    /// Why the machine takes no commands.
    package var quarantine: String?
    /// What is wrong with the pinned root key or the stored keyset.
    package var trustProblem: String?
    /// Whether the running agent has a session; nil when it does not run, or did not say.
    package var hasSession: Bool?
    /// The addresses that were tried.
    package var addresses: [Address]

    /// Facts with all their parts.
    package init(
        isEnrolled: Bool? = nil,
        quarantine: String? = nil,
        trustProblem: String? = nil,
        hasSession: Bool? = nil,
        addresses: [Address] = []
    ) {
        self.isEnrolled = isEnrolled
        self.quarantine = quarantine
        self.trustProblem = trustProblem
        self.hasSession = hasSession
        self.addresses = addresses
    }
}

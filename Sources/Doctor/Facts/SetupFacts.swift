/// What the machine was given, and whether its agent runs.
package struct SetupFacts: Codable, Sendable, Equatable {
    /// How far the profile was believed.
    package enum Profile: String, Codable, Sendable, CaseIterable {
        /// It is signed by the deployment that the machine is enrolled with.
        case verified
        /// It is whole, but nobody could check its signature: the machine is not enrolled, or the agent holds the keys.
        case unverified
        /// It can't be used.
        case unusable
    }

    /// The machine's id, `name::fingerprint`; nil before its first start.
    package var machine: String?
    /// Why the configuration can't be used.
    package var configurationProblem: String?
    /// How far the profile was believed; nil when there is no configuration to name one.
    package var profile: Profile?
    /// The profile's name.
    package var profileName: String?
    /// Why the profile can't be used.
    package var profileProblem: String?
    /// Whether the agent runs: it has the lines and the journal then.
    package var isAgentRunning: Bool
    /// What the caller asked for that can't be done, such as a pulse of a line that is no output.
    package var refusedConsents: [Refusal]
    /// What the running agent found wrong when it took its lines.
    package var troubles: [String]

    /// A consent that leads nowhere.
    package struct Refusal: Codable, Sendable, Equatable {
        /// What was named.
        package var name: String
        /// Why nothing is done to it.
        package var reason: String

        /// A refusal.
        package init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    /// Facts with all their parts.
    package init(
        machine: String? = nil,
        configurationProblem: String? = nil,
        profile: Profile? = nil,
        profileName: String? = nil,
        profileProblem: String? = nil,
        isAgentRunning: Bool = false,
        refusedConsents: [Refusal] = [],
        troubles: [String] = []
    ) {
        self.machine = machine
        self.configurationProblem = configurationProblem
        self.profile = profile
        self.profileName = profileName
        self.profileProblem = profileProblem
        self.isAgentRunning = isAgentRunning
        self.refusedConsents = refusedConsents
        self.troubles = troubles
    }
}

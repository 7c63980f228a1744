/// The claims of a profile envelope: the compiled profile, and nothing that could be mistaken for a command.
package struct ProfileClaims: Codable, Sendable, Equatable {
    /// The compiled profile.
    package var profile: MachineProfile

    /// Makes the claims.
    package init(profile: MachineProfile) { self.profile = profile }
}

/// How a machine is called in badges.
enum MachineWords {
    static func standing(_ machine: AttentionFacts.Machine) -> Badge {
        switch machine.status {
        case .pending: Badge(.warning, "Asks to be let in")
        case .quarantined: Badge(.danger, "Set aside")
        case .revoked: Badge(.plain, "Revoked")
        case .allowed where !machine.isConnected: Badge(machine.place == nil ? .plain : .danger, "Offline")
        case .allowed where !machine.hasExpectedProfile: Badge(.warning, "Other profile")
        case .allowed: Badge(.good, "Connected")
        }
    }
}

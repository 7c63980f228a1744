package import Machine
import Synchronization

/// Compiled profiles that were read before, by the hash of their bytes. Reading one takes longer than all else that an
/// order does, and equal hashes are equal profiles, so nothing in here is ever out of date.
package final class KnownProfiles: Sendable {
    /// Most profiles kept; a fleet has few.
    private static let maximum = 64

    private let profiles = Mutex<[String: MachineProfile]>([:])

    /// Knows none yet.
    package init() {}

    /// The profile with this hash, read by `read` when it is not known.
    package func profile(hash: String, read: () throws -> MachineProfile) rethrows -> MachineProfile {
        if let known = profiles.withLock({ $0[hash] }) { return known }
        let profile = try read()
        profiles.withLock { profiles in
            if profiles.count >= Self.maximum { profiles.removeAll() }
            profiles[hash] = profile
        }
        return profile
    }
}

import FoundationEssentials

extension MachineProfile {
    /// The largest compiled profile that is read, in bytes.
    package static let maximumJSONBytes = 256 * 1024

    /// The one byte sequence of this profile: JSON with sorted keys and no spaces, so that equal profiles have equal
    /// hashes whoever compiled them.
    package func canonicalJSON() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            preconditionFailure("a profile holds only strings, integers and booleans, so it always encodes: \(error)")
        }
    }

    /// Reads a compiled profile and checks that it fits together.
    ///
    /// - Throws: `unreadableProfile`, `unsupportedVersion` or `invalidProfile`.
    package static func decode(json bytes: some Collection<UInt8>) throws(MachineError) -> MachineProfile {
        guard bytes.count <= maximumJSONBytes else {
            throw MachineError(
                .unreadableProfile,
                "the compiled profile has \(bytes.count) bytes; the most is \(maximumJSONBytes): compile it again"
            )
        }
        let data = Data(bytes)
        let version: Int
        do {
            version = try JSONDecoder().decode(Version.self, from: data).version
        } catch {
            throw MachineError(.unreadableProfile, "this is not a compiled profile: compile it again", cause: error)
        }
        guard version == currentVersion else {
            throw MachineError(
                .unsupportedVersion,
                "the profile has format \(version), this program reads \(currentVersion): compile it with this release"
            )
        }
        let profile: MachineProfile
        do {
            profile = try JSONDecoder().decode(MachineProfile.self, from: data)
        } catch {
            throw MachineError(.unreadableProfile, "the compiled profile is damaged: compile it again", cause: error)
        }
        try profile.checkConsistency()
        return profile
    }

    /// Read first, so that a newer format is named as such and not as damage.
    private struct Version: Decodable {
        var version: Int
    }
}

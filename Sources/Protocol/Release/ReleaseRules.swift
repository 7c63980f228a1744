/// Which release a machine runs. Pure. The machine keeps a mark, the lowest number that it runs; it can always go back
/// to the release that the present one replaced, and no further, unless a release is signed as a downgrade.
package enum ReleaseRules {
    /// Whether a release may run.
    package enum Verdict: Equatable, Sendable {
        /// It may.
        case admitted
        /// It may: the deployment names no release keys, so nobody can tell whose it is.
        case unsigned
        /// It may not, with words for a person.
        case refused(String)
    }

    /// Judges the release that runs, or is to run.
    /// - Parameters:
    ///   - compact: the signed release.
    ///   - keyset: what the deployment trusts.
    ///   - mark: the lowest number that may run.
    package static func judge(_ compact: String, keyset: Keyset, mark: Int64) -> Verdict {
        let keys = keyset.keys.filter { $0.use == .release }.map(\.key)
        do {
            let claims =
                keys.isEmpty
                ? try Envelope.parse(compact, as: .release).claims(ReleaseClaims.self)
                : try ReleaseClaims.verify(compact, keys: keys)
            guard claims.number >= mark || claims.downgrade else {
                return .refused(
                    "Release \(claims.number) is older than \(mark), the oldest that this machine still runs; use a"
                        + " newer one, or one that is signed as a downgrade."
                )
            }
            return keys.isEmpty ? .unsigned : .admitted
        } catch {
            return .refused("This release can't be believed; use one that a release key of the deployment signed: \(error)")
        }
    }

    /// The mark once a release is kept.
    /// - Parameters:
    ///   - mark: the mark so far.
    ///   - kept: the release that is kept.
    ///   - replaced: the number of the release that it replaced, if any.
    package static func mark(_ mark: Int64, kept: ReleaseClaims, replaced: Int64?) -> Int64 {
        guard !kept.downgrade else { return kept.number }
        // A step back to an older release leaves the mark where it is.
        return max(mark, kept.floor, min(replaced ?? 0, kept.number))
    }
}

package import Passport

/// A leaf, and how far it has come. It only moves down this list.
package struct LeafStanding: Sendable, Hashable {
    /// How far a leaf has come.
    package enum Progress: Sendable, Hashable {
        /// It is stored, and has no place yet.
        case pending
        /// It has a place that never changes, in a signed checkpoint; the files do not show it yet.
        case placed(UInt64)
        /// Anybody can read it in the files of the log, under a published checkpoint.
        case published(UInt64)
    }

    /// The leaf.
    package let leaf: LogLeaf
    /// Its hash.
    package let hash: TreeHash
    /// How far it has come.
    package let progress: Progress

    /// Its place in the log, from 0 on; nil while it waits for one.
    package var place: UInt64? {
        switch progress {
        case .pending: nil
        case .placed(let place), .published(let place): place
        }
    }

    /// Whether anybody can read it in the files.
    package var isPublished: Bool {
        if case .published = progress { true } else { false }
    }
}

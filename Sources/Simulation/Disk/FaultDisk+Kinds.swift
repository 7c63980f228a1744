internal import CFaultVFS

extension FaultDisk {
    /// The kinds of calls that reach a disk.
    package enum Call: Int32, Sendable, CaseIterable {
        case open, close, read, write, truncate, sync, size, lock, unlock, sharedMemory, delete, access
        case rename, allocate, syncFolder
    }

    /// The kinds of faults.
    package enum Fault: Int32, Sendable, CaseIterable {
        /// A read that failed.
        case readError
        /// A write that failed.
        case writeError
        /// A sync that failed.
        case syncError
        /// A write or an allocation that found no room.
        case full
        /// A power failure.
        case crash
        /// A sector that was written and not synced, and did not survive.
        case lostSector
        /// A sector of which a part survived.
        case tornSector
        /// A change of a file's size that did not survive.
        case lostTruncation
        /// A name that was made, removed or changed, and came back as before.
        case lostName
        /// An image that was put in place of the disk's content.
        case restored
    }
}

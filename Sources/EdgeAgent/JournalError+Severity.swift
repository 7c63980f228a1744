package import Journal

extension JournalError {
    /// Whether there is only no room: nothing was written, nothing is lost, and it can work later.
    var isForNow: Bool { code == .full || code == .queueFull }

    /// Whether the journal can't be used any more: the process ends, and its next start reads the disk again.
    package var endsAgent: Bool {
        switch code {
        case .locked, .storageFailed, .closed, .newerFormat, .cannotOpen: true
        default: false
        }
    }
}

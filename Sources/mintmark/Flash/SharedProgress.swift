import Synchronization

/// A progress line that several threads write.
final class SharedProgress: Sendable {
    private let progress: Mutex<Progress>

    /// - Parameter what: what is being done.
    init(_ what: String) { progress = Mutex(Progress(what)) }

    /// Says how far it is.
    func show(_ words: String) { progress.withLock { $0.show(words) } }

    /// Takes the line away.
    func end() { progress.withLock { $0.end() } }
}

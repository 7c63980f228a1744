#if DEBUG
import Synchronization

/// Counts how often the targeted step was passed.
final class PassCounter: Sendable {
    private let passes = Atomic<Int>(0)

    func next() -> Int { passes.add(1, ordering: .sequentiallyConsistent).newValue }
}
#endif

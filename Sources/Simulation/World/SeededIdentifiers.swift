import Coordinator
import Synchronization
import TestSupport

/// Ids and random bytes that follow from a seed.
final class SeededIdentifiers: IdentifierSource {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) { generator = Mutex(SplitMix64(seed: seed)) }

    func randomBytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    }
}

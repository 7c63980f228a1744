import Glibc

/// Runs a property once per seed, each with a fresh generator. The first seed that fails ends it, and is named in the
/// error. With `MINTMARK_SEED=N` in the environment only that seed runs; `MINTMARK_SEED_FACTOR=N` runs N times as many.
///
/// - Parameters:
///   - seeds: Which seeds to try; always the same, so that a failure comes back.
///   - property: Throws when the property does not hold, for instance by `try #require(...)`.
/// - Throws: `TestSupportError` with the seed and the property's own error.
package func forAll(
    seeds: Range<UInt64> = 0..<50,
    _ property: (inout SplitMix64) throws -> Void
) throws {
    for seed in chosenSeeds(from: seeds) {
        var generator = SplitMix64(seed: seed)
        do {
            try property(&generator)
        } catch {
            throw TestSupportError("fails with seed \(seed) (run it alone with MINTMARK_SEED=\(seed)): \(error)")
        }
    }
}

private func chosenSeeds(from seeds: Range<UInt64>) -> Range<UInt64> {
    if let seed = number(in: "MINTMARK_SEED") { return seed..<seed + 1 }
    let count = UInt64(seeds.count) * (number(in: "MINTMARK_SEED_FACTOR") ?? 1)
    return seeds.lowerBound..<seeds.lowerBound + count
}

/// A small number from the environment; `nil` when there is none.
private func number(in variable: String) -> UInt64? {
    guard let text = getenv(variable), let number = UInt64(String(cString: text)), number < 1 << 48 else { return nil }
    return number
}

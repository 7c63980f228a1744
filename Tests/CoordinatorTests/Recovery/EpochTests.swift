import TestSupport
import Testing

@testable import Coordinator

@Suite("Epoch")
struct EpochTests {
    @Test(
        arguments: [
            (0, 1, 1), (1, 1, 2), (41, 1, 42), (0, 2, 1 << 32 + 1), (41, 2, 1 << 32 + 1), (1 << 32 + 1, 2, 1 << 32 + 2),
            (5 << 32, 2, 5 << 32 + 1), (0, 3, 2 << 32 + 1),
        ] as [(Int64, Int64, Int64)]
    )
    func goesOnInItsGenerationOrAboveAnyOther(_ last: Int64, _ generation: Int64, _ next: Int64) {
        #expect(Epoch.next(after: last, generation: generation) == next)
    }

    @Test func tellsItsGeneration() throws {
        try forAll { random in
            let generation = Int64.random(in: 1..<1 << 28, using: &random)
            var epoch: Int64 = 0
            for _ in 0..<20 {
                let next = Epoch.next(after: epoch, generation: generation)
                try #require(next > epoch && next <= Epoch.maximum)
                try #require(Epoch.generation(of: next) == generation)
                epoch = next
            }
            try #require(Epoch.next(after: epoch, generation: generation + 1) > epoch)
        }
        #expect(Epoch.generation(of: 0) == 1)
    }
}

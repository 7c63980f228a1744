import Journal
import Prometheus
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("Disk full", .enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
struct DiskFullTests {
    @Test func refusesWithStorageAndWorksAgainWhenThereIsSpace() async throws {
        let disk = try SmallDisk(mebibytes: 12)
        try await Bench.with(state: "\(disk.path)/state", knowsTime: false) { bench in
            let deployment = bench.deployment
            let first = deployment.claims(1)
            _ = try await bench.intake.take(try deployment.sign(first))
            try disk.fill()
            try await bench.working {
                // It is received; now its intent finds no room.
                bench.learnTime()
                let second = try deployment.sign(deployment.claims(2))
                try await eventually("the intent was refused") {
                    bench.metrics.registry.text().contains(#"code="storage""#)
                }
                // A forged one finds no room for its refusal; it is refused all the same.
                #expect(try await bench.intake.take("forged") == .askAgain)
                await #expect(throws: AgentError(.journal, "")) { try await bench.intake.take(second) }
                #expect(bench.world.firings == 0)
                #expect(try await bench.receipts().isEmpty)
                #expect(bench.journal.isOpen)

                disk.empty()
                let receipt = try await bench.receipts(count: 1)[0]
                #expect(receipt.refusal == .storage)
                #expect(receipt.re == first.jti)
                #expect(bench.world.firings == 0)

                #expect(try await bench.intake.take(second) == .proceed)
                #expect(try await bench.receipts(count: 2)[1].delivery?.status == .finished)
                #expect(bench.world.firings == 1)
            }
        }
    }
}

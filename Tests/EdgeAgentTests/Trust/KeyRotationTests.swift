import FoundationEssentials
import Journal
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

/// The command that replaces the operational key, in a running agent.
@Suite("Rotating the operational key", .timeLimit(.minutes(1)))
struct KeyRotationTests {
    @Test func theNewKeySignsItsOwnAnswerAndWhatFollows() async throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.path("keys"), withIntermediateDirectories: true)
        let ring = try KeyRing.loadOrCreate(directory: folder.path("keys"))
        let deployment = try TestDeployment(ring: ring)
        let old = ring.filed
        try await Bench.with(deployment) { bench in
            _ = try await bench.journal.transact { try ring.settle($0) }
            try await bench.working {
                let bodies: [CommandBody] = [.ping, .rotateKey, .ping]
                for (number, body) in bodies.enumerated() {
                    _ = try await bench.intake.take(deployment.sign(deployment.claims(Int64(number + 1), body)))
                    try await eventually("command \(number) is answered") {
                        try await bench.identity().nextSequence == number + 2
                    }
                }
            }
            let stored = try await bench.journal.read { try $0.keptReceipts(fromSequence: 1, limit: 10) }
            let keys = try await bench.journal.read { try ring.keys($0) }
            #expect(keys.current != old.verifyingKey)
            #expect(keys.retired == [MachineKeys.Retired(key: old.verifyingKey, through: 1)])
            let receipts = try stored.map { receipt in
                try Receipt.verify(
                    String(decoding: receipt.payload, as: UTF8.self),
                    machine: deployment.keys.machine,
                    keys: keys.signers(of: receipt.sequence),
                    deployment: deployment.root.keyID
                )
            }
            #expect(receipts.map(\.body.kind) == [.pong, .keyRotated, .pong])
            #expect(receipts[1].body == .keyRotated(ReceiptBody.KeyRotated(key: keys.current.fingerprint)))
            let signers = try stored.map {
                try Envelope.parse(String(decoding: $0.payload, as: UTF8.self), as: .receipt).keyID
            }
            #expect(signers == [old.keyID, keys.current.fingerprint, keys.current.fingerprint])
        }
    }
}

import Passport
import Testing
import TestSupport

@testable import Coordinator

@Suite("Log routes")
struct LogRoutesTests {
    @Test func serveTheFilesAsTheyAre() async throws {
        let log = try await LogShop()
        #expect(try await log.shop.send(.get, "/log/checkpoint").status == 503)
        try await log.append(0..<300)
        try await log.sequencer.settle()
        let checkpoint = try await log.shop.send(.get, "/log/checkpoint")
        #expect(checkpoint.status == 200 && checkpoint.type == "text/plain; charset=utf-8")
        #expect(checkpoint.cache == "public, max-age=1")
        let head = try LogPolicy(log: log.key).checkpoint(of: SignedNote(checkpoint.body))
        #expect(head.size == 300)
        for path in ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"] {
            let answer = try await log.shop.send(.get, "/log/\(path)")
            #expect(answer.status == 200 && answer.type == "application/octet-stream", "\(path)")
            #expect(answer.cache == "public, max-age=31536000, immutable")
        }
        let wrong = ["tile/0/1", "tile/0/002", "tile/0/000.p/3", "tile/64/000", "tile/0/x000/000", "tile/../log.key"]
        for path in wrong {
            #expect(try await log.shop.send(.get, "/log/\(path)").status == 404, "\(path)")
        }
        await log.shop.close()
    }

    @Test func giveProofsThatHoldOffline() async throws {
        let log = try await LogShop()
        try await log.append(0..<300)
        try await log.sequencer.settle()
        let subject = LogShop.subject(17)
        let answer = try await log.shop.send(.get, "/log/proof?subject=\(subject)")
        #expect(answer.status == 200 && answer.type == "text/plain; charset=utf-8")
        #expect(try await log.shop.send(.get, "/log/proof/17").body == answer.body)
        let proof = try LogProofFile(answer.body)
        let entry = try #require(proof.extra)
        #expect(proof.index == 17)
        #expect(try LogLeaf(bytes: entry).subject == subject)
        #expect(try proof.check(entry: entry, by: LogPolicy(log: log.key)).size == 300)
        await log.shop.close()
    }

    @Test func giveNoProofOfWhatIsNotPublished() async throws {
        let log = try await LogShop()
        try await log.sequencer.settle()
        try await log.append(0..<1)
        let wrong = ["proof/0", "proof/x", "proof?subject=\(LogShop.subject(0))", "proof?subject=a"]
        for path in wrong.map({ "/log/\($0)" }) {
            #expect(try await log.shop.send(.get, path).status == 404, "\(path)")
        }
        #expect(try await log.shop.send(.get, "/log/proof").status == 400)
        #expect(try await log.shop.send(.get, "/log/proof?subject=a&sequence=-1").status == 400)
        await log.shop.close()
    }
}

import Testing

@testable import EdgeAgent

@Suite("LeaseBook")
struct LeaseBookTests {
    private func lease(_ owner: String, _ ends: Int64, boot: String = "b") -> LeaseBook.Lease {
        .init(owner: owner, ends: ends, boot: boot)
    }

    @Test func nothingBeginsUnderALease() {
        var book = LeaseBook(boot: "b")
        #expect(book.take(owner: "flash", seconds: 10, at: 1_000) == .given(lease("flash", 11_000)))
        #expect(book.begin("delivery", at: 10_999) == false)
        #expect(book.begin("delivery", at: 11_000) == true, "it has ended")
    }

    @Test func noLeaseIsGivenWhileSomethingMoves() {
        var book = LeaseBook(boot: "b")
        let (one, two) = (book.begin("one", at: 0), book.begin("two", at: 0))
        #expect(one && two)
        #expect(book.take(owner: "flash", seconds: 10, at: 0) == .busy(["one", "two"]))
        book.end("one")
        #expect(book.take(owner: "flash", seconds: 10, at: 0) == .busy(["two"]))
        book.end("two")
        book.end("two")
        #expect(book.take(owner: "flash", seconds: 10, at: 0) == .given(lease("flash", 10_000)))
    }

    @Test func aLeaseIsItsOwners() {
        var book = LeaseBook(boot: "b")
        _ = book.take(owner: "flash", seconds: 10, at: 0)
        #expect(book.take(owner: "doctor", seconds: 10, at: 5_000) == .held(lease("flash", 10_000)))
        #expect(book.release(owner: "doctor", at: 5_000) == false)
        #expect(book.take(owner: "flash", seconds: 10, at: 5_000) == .given(lease("flash", 15_000)), "lengthened")
        #expect(book.release(owner: "flash", at: 6_000) == true)
        #expect(book.begin("delivery", at: 6_000) == true)
        #expect(book.release(owner: "flash", at: 6_000) == true, "there is none any more")
    }

    @Test func anybodyTakesWhatHasEnded() {
        var book = LeaseBook(boot: "b")
        _ = book.take(owner: "flash", seconds: 10, at: 0)
        #expect(book.take(owner: "doctor", seconds: 1, at: 10_000) == .given(lease("doctor", 11_000)))
        #expect(book.release(owner: "flash", at: 20_000) == true)
    }

    @Test func isBounded() {
        var book = LeaseBook(boot: "b")
        #expect(book.take(owner: "flash", seconds: .max, at: 0) == .given(lease("flash", 3_600_000)))
        #expect(book.take(owner: "flash", seconds: -5, at: 0) == .given(lease("flash", 1_000)))
    }

    @Test func outlivesAStartButNotItsBoot() {
        let stored = lease("flash", 10_000)
        #expect(LeaseBook(boot: "b", stored: stored).lease(at: 5_000) == stored)
        #expect(LeaseBook(boot: "c", stored: stored).lease(at: 5_000) == nil)
    }
}

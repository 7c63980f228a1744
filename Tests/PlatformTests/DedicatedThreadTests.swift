import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@Suite("DedicatedThread", .timeLimit(.minutes(1)))
struct DedicatedThreadTests {
    /// What a thread finds out about itself.
    private struct Findings: Sendable {
        var name = ""
        var blocksTermination = false
    }

    private func findings(_ signals: DedicatedThread.Signals, _ name: String) throws -> Findings {
        let found = Mutex(Findings())
        let thread = try DedicatedThread(name, signals: signals) {
            var mask = sigset_t()
            pthread_sigmask(SIG_SETMASK, nil, &mask)
            let file = open("/proc/thread-self/comm", O_RDONLY | O_CLOEXEC)
            defer { close(file) }
            var text = [UInt8](repeating: 0, count: 64)
            let count = read(file, &text, text.count)
            let name = String(decoding: text.prefix(count).filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            let isBlocked = sigismember(&mask, SIGTERM) == 1
            found.withLock { $0 = Findings(name: name, blocksTermination: isBlocked) }
        }
        thread.join()
        return found.withLock { $0 }
    }

    @Test func hasItsNameAsFarAsTheKernelKeepsIt() throws {
        #expect(try findings(.asStarter, "short").name == "short")
        #expect(try findings(.asStarter, "a name that is too long").name == "a name that is ")
    }

    @Test(arguments: [SIG_BLOCK, SIG_UNBLOCK]) func takesSignalsAsItsStarterOrNone(how: Int32) throws {
        var termination = sigset_t()
        var before = sigset_t()
        sigemptyset(&termination)
        sigaddset(&termination, SIGTERM)
        pthread_sigmask(how, &termination, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        #expect(try findings(.asStarter, "as starter").blocksTermination == (how == SIG_BLOCK))
        #expect(try findings(.none, "none").blocksTermination)
        #expect(try findings(.asStarter, "again").blocksTermination == (how == SIG_BLOCK), "the starter is as it was")
    }

    @Test func runsThoughNobodyWaitsForItsEnd() async throws {
        let ran = try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Bool, any Error>) in
            do {
                try DedicatedThread.start("forgotten") { waiting.resume(returning: true) }
            } catch {
                waiting.resume(throwing: error)
            }
        }
        #expect(ran)
    }

    @Test func givesWhatItsBodyGivesAndThrowsWhatItThrows() async throws {
        let caller = pthread_self()
        let isAnother = try await DedicatedThread.run("answer") { pthread_equal(pthread_self(), caller) == 0 }
        #expect(isAnother)
        await #expect(throws: ThreadError(name: "answer", number: EIO)) {
            try await DedicatedThread.run("answer") { throw ThreadError(name: "answer", number: EIO) }
        }
    }

    @Test func anErrorNamesTheThreadAndSaysWhatToDo() {
        let error = ThreadError(name: "writer", number: EAGAIN)
        #expect(error.description.contains("no thread “writer” (Resource temporarily unavailable)"))
        #expect(error.description.contains("ulimit -u"))
    }
}

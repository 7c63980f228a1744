import FoundationEssentials
import Glibc
import GPIO
import Platform

/// A child with a pipe to its standard input and one from its standard output. It is killed when this is let go.
final class ChildProgram {
    private let process: pid_t
    private let input: Int32
    private let output: Int32
    private var isOver = false

    /// Starts a program. Its standard error is this program's.
    init(_ program: String, _ arguments: [String]) throws(GPIOError) {
        var (toChild, fromChild): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else {
            for descriptor in toChild + fromChild where descriptor >= 0 { close(descriptor) }
            throw GPIOError(.ioFailure, "no pipe to a child: \(String(cString: strerror(errno)))")
        }
        for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        var started: pid_t = 0
        let copies = ([program] + arguments).map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let status = posix_spawn(&started, program, &actions, nil, copies + [nil], environ)
        close(toChild[0])
        close(fromChild[1])
        (process, input, output) = (started, toChild[1], fromChild[0])
        guard status == 0 else {
            isOver = true
            throw GPIOError(.ioFailure, "\(program) can't be started: \(String(cString: strerror(status)))")
        }
    }

    deinit {
        kill()
        close(input)
        close(output)
    }

    /// Ends it as the kernel ends a program that crashed, and returns when it is gone.
    func kill() {
        guard !isOver else { return }
        isOver = true
        Glibc.kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Its next line; nil when it wrote none in so much time.
    func line(waitingMilliseconds: Int) -> String? {
        text(until: UInt8(ascii: "\n"), mostBytes: 4_096, waitingMilliseconds: waitingMilliseconds)
    }

    /// All that it writes until it ends, or until there is enough.
    func text(mostBytes: Int, waitingMilliseconds: Int) -> String? {
        text(until: nil, mostBytes: mostBytes, waitingMilliseconds: waitingMilliseconds)
    }

    private func text(until end: UInt8?, mostBytes: Int, waitingMilliseconds: Int) -> String? {
        let deadline = MonotonicClock.now() + UInt64(waitingMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < mostBytes {
            guard let ready = try? Polling.wait([output], until: deadline), ready[0] else { return nil }
            let count = read(output, &chunk, end == nil ? chunk.count : 1)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            if let end, chunk[0] == end { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
        return bytes.isEmpty && end != nil ? nil : String(decoding: bytes, as: UTF8.self)
    }
}

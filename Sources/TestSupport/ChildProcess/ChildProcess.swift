import Glibc
import Platform
import Synchronization

/// A program a test started, in a process group of its own. It and what it started are killed when the last reference
/// goes, so a failing test leaves nothing running.
///
/// The child stays a zombie until then, which keeps its pid from being given to a stranger that a late `send` would
/// hit. Standard output and standard error arrive in one stream of lines.
package final class ChildProcess: Sendable {
    /// The child's process id, which is also its group's.
    package let pid: Int32

    private let executable: String
    private let output = ChildOutput()
    private let exitCode = ExitCode()
    private let keptInput: Mutex<Int32>

    /// The answer of the thread that waits; apart from the process, so that the thread does not keep the process alive.
    private final class ExitCode: Sendable {
        let value = Mutex<Int32?>(nil)
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: A path, or a name that is looked up in `PATH`.
    ///   - arguments: Without the program's own name.
    ///   - environment: Variables on top of this process's own.
    ///   - workingDirectory: Where it starts; this process's own when `nil`.
    ///   - standardInput: What it can read.
    /// - Throws: `TestSupportError` when it cannot be started.
    package init(
        _ executable: String,
        arguments: [String] = [],
        environment: [String: String] = [:],
        workingDirectory: String? = nil,
        standardInput: StandardInput = .null
    ) throws {
        let input = try Self.openInput(standardInput)
        let pipe = try Self.makePipe()
        defer {
            close(input.child)
            close(pipe.write)
        }
        do {
            pid = try Self.spawn(
                executable,
                arguments: arguments,
                environment: environment,
                workingDirectory: workingDirectory,
                input: input.child,
                output: pipe.write
            )
        } catch {
            close(pipe.read)
            if input.kept >= 0 { close(input.kept) }
            throw error
        }
        self.executable = executable
        keptInput = Mutex(input.kept)
        try DedicatedThread.start("child-output") { [output] in output.readAll(from: pipe.read) }
        try DedicatedThread.start("child-end") { [exitCode, pid] in
            let code = Self.waitWithoutReaping(pid)
            exitCode.value.withLock { $0 = code }
        }
    }

    deinit {
        closeStandardInput()
        kill(-pid, SIGKILL)
        while waitpid(pid, nil, 0) < 0 && errno == EINTR {}
    }

    /// The lines written so far, on standard output and standard error together.
    package var lines: [String] { output.lines }

    /// The exit code, or 128 plus the signal that ended it; `nil` while it runs.
    package var exit: Int32? { exitCode.value.withLock { $0 } }

    /// Sends a signal to the child alone; nothing happens when it has ended.
    package func send(signal: Int32) {
        kill(pid, signal)
    }

    /// Sends a signal to the child and everything it started that stayed in its group.
    package func sendToGroup(signal: Int32) {
        kill(-pid, signal)
    }

    /// Asks the child to end: SIGTERM.
    package func terminate() {
        send(signal: SIGTERM)
    }

    /// Ends the input of a child started with `.open`.
    package func closeStandardInput() {
        keptInput.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Waits for the child to end, and for the output it wrote to arrive.
    ///
    /// - Returns: The exit code, or 128 plus the signal that ended it.
    /// - Throws: `TestSupportError` at the timeout, with the last lines; the child is left running.
    @discardableResult
    package func waitUntilExit(timeoutSeconds: Double = 30) async throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
        while true {
            if let code = exit {
                await drainOutput()
                return code
            }
            guard ContinuousClock.now < deadline else { throw timeout("did not end", after: timeoutSeconds) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits for a line that contains the text, from line `index` on, which may have been written already.
    ///
    /// - Returns: The first such line.
    /// - Throws: `TestSupportError` at the timeout, or as soon as the output has ended without it; with the last lines.
    @discardableResult
    package func waitForLine(
        containing text: String,
        from index: Int = 0,
        timeoutSeconds: Double = 30
    ) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
        while true {
            let ended = output.ended
            if let line = lines.dropFirst(index).first(where: { $0.contains(text) }) { return line }
            if ended { throw timeout("ended without writing \"\(text)\"", after: nil) }
            guard ContinuousClock.now < deadline else {
                throw timeout("did not write \"\(text)\"", after: timeoutSeconds)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// A grandchild may hold the output open for ever, so this gives up after a second.
    private func drainOutput() async {
        for _ in 0..<200 where !output.ended {
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func timeout(_ what: String, after seconds: Double?) -> TestSupportError {
        let tail = lines.suffix(20).joined(separator: "\n    ")
        let when = seconds.map { " within \($0) s" } ?? ""
        return TestSupportError("\(executable) (pid \(pid)) \(what)\(when); its last lines:\n    \(tail)")
    }

    /// Blocks until the child has ended, and leaves it to `deinit` to reap.
    private static func waitWithoutReaping(_ pid: pid_t) -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0 {
            if errno != EINTR { return -1 }
        }
        let status = information._sifields._sigchld.si_status
        return information.si_code == Int32(CLD_EXITED) ? status : 128 + status
    }
}

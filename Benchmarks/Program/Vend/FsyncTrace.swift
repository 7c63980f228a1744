import Foundation
import TestSupport

/// The fsyncs of running programs, as strace(1) saw them. It stops a program at every such call, so nothing is timed
/// while it looks.
final class FsyncTrace {
    /// One call.
    struct Call {
        /// When it began, in nanoseconds of CLOCK_MONOTONIC.
        let nanoseconds: UInt64
    }

    private let tracers: [ChildProcess]
    private let files: [String]
    private let offset: Double

    /// Attaches to the processes; nil when there is no strace, or it may not look.
    static func attach(to processes: [ChildProcess], in folder: TemporaryDirectory) async throws -> FsyncTrace? {
        var (tracers, files) = ([ChildProcess](), [String]())
        for process in processes {
            let file = folder.path("trace-\(process.pid)")
            guard
                let tracer = try? ChildProcess(
                    "strace",
                    arguments: ["-f", "-ttt", "-e", "trace=fsync,fdatasync", "-o", file, "-p", String(process.pid)]
                )
            else { return nil }
            do {
                try await tracer.waitForLine(containing: "attached", timeoutSeconds: 5)
            } catch {
                return nil
            }
            tracers.append(tracer)
            files.append(file)
        }
        return FsyncTrace(tracers: tracers, files: files)
    }

    private init(tracers: [ChildProcess], files: [String]) {
        self.tracers = tracers
        self.files = files
        offset = Clock.realtimeOffsetSeconds
    }

    /// Lets go of the processes and returns each one's calls, oldest first.
    func detach() async throws -> [[Call]] {
        for tracer in tracers {
            tracer.send(signal: SIGINT)
            try await tracer.waitUntilExit()
        }
        return try files.map { file in
            // "PID SECONDS fdatasync(7) = 0"; one that was interrupted by another thread's call ends on a later line.
            try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ", omittingEmptySubsequences: true)
                guard words.count > 2, let seconds = Double(words[1]), words[2].hasPrefix("f") else { return nil }
                return Call(nanoseconds: UInt64(max(0, seconds - offset) * 1e9))
            }
        }
    }
}

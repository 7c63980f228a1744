import Foundation
import Synchronization

/// A program of this computer that is run to its end.
struct LocalProcess: Sendable {
    /// How it ended and what it said.
    struct Ending: Sendable, Equatable {
        /// Its exit status; 128 and the signal's number when one ended it.
        var status: Int32
        /// What it printed.
        var output: [UInt8]
        /// What it complained.
        var errors: String

        /// What it printed, as text without the white space around it.
        var text: String {
            String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    let arguments: [String]

    /// Runs it through the shell's search path.
    /// - Parameters:
    ///   - input: called until it returns no more bytes to send; nil for no input at all.
    ///   - shown: whether it prints to this terminal instead.
    func run(
        input: (@Sendable () throws -> [UInt8]?)? = nil,
        shown: Bool = false
    ) async throws -> Ending {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let (output, errors, stdin) = (Pipe(), Pipe(), Pipe())
        if !shown {
            process.standardOutput = output
            process.standardError = errors
        }
        process.standardInput = input == nil ? FileHandle.nullDevice : stdin
        let ended = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            let signalled = process.terminationReason == .uncaughtSignal
            ended.continuation.yield(signalled ? 128 + process.terminationStatus : process.terminationStatus)
            ended.continuation.finish()
        }
        do {
            try process.run()
        } catch {
            throw CommandError(
                "\(arguments[0]) can't be started; install it.",
                cause: error.localizedDescription,
                status: .unavailable
            )
        }
        return try await withTaskCancellationHandler {
            async let printed = shown ? [] : Self.read(output)
            async let complained = shown ? [] : Self.read(errors)
            var failure: (any Error)?
            if let input {
                do {
                    try await Self.write(input, to: stdin)
                } catch {
                    failure = error
                }
            }
            var status: Int32 = 0
            for await code in ended.stream { status = code }
            let ending = Ending(
                status: status,
                output: await printed,
                errors: String(decoding: await complained, as: UTF8.self)
            )
            // That it went away before it had read everything is told by its status.
            if let failure, status == 0 { throw failure }
            return ending
        } onCancel: {
            process.terminate()
        }
    }

    /// A thread of its own for each pipe, because both sides may block.
    private static func read(_ pipe: Pipe) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            let handle = pipe.fileHandleForReading
            Thread.detachNewThread {
                continuation.resume(returning: Array((try? handle.readToEnd()) ?? Data()))
            }
        }
    }

    private static func write(_ input: @escaping @Sendable () throws -> [UInt8]?, to pipe: Pipe) async throws {
        signal(SIGPIPE, SIG_IGN)
        let handle = pipe.fileHandleForWriting
        let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                do {
                    while let bytes = try input(), !bytes.isEmpty { try handle.write(contentsOf: bytes) }
                    try handle.close()
                    continuation.resume(returning: .success(()))
                } catch {
                    try? handle.close()
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
    }
}

import Glibc
import TestSupport
import Testing

@Suite("ChildProcess", .timeLimit(.minutes(3)))
struct ChildProcessTests {
    @Test func givesTheExitCodeAndBothOutputs() async throws {
        let child = try ChildProcess("sh", arguments: ["-c", "echo out; echo err >&2; printf unfinished; exit 3"])
        #expect(try await child.waitUntilExit() == 3)
        #expect(child.lines == ["out", "err", "unfinished"])
        #expect(child.exit == 3)
    }

    @Test func addsTheSignalTo128() async throws {
        let child = try ChildProcess("sleep", arguments: ["60"])
        child.terminate()
        #expect(try await child.waitUntilExit() == 128 + SIGTERM)
    }

    @Test func passesArgumentsEnvironmentFolderAndInput() async throws {
        let folder = try TemporaryDirectory()
        let child = try ChildProcess(
            "sh",
            arguments: ["-c", "pwd; echo \"$WORD $1\"; cat", "sh", "two words"],
            environment: ["WORD": "first"],
            workingDirectory: folder.path,
            standardInput: .text("from input\n")
        )
        #expect(try await child.waitUntilExit() == 0)
        #expect(child.lines == [folder.path, "first two words", "from input"])
    }

    @Test func holdsItsInputOpenUntilItIsClosed() async throws {
        let child = try ChildProcess("sh", arguments: ["-c", "echo ready; cat; echo ended"], standardInput: .open)
        try await child.waitForLine(containing: "ready")
        #expect(child.exit == nil)
        child.closeStandardInput()
        try await child.waitForLine(containing: "ended")
        #expect(try await child.waitUntilExit() == 0)
    }

    @Test func namesWhatItWaitedForAndTheLastLines() async throws {
        let child = try ChildProcess("sh", arguments: ["-c", "echo something else"])
        let error = await #expect(throws: TestSupportError.self) {
            try await child.waitForLine(containing: "the word")
        }
        #expect(error?.message.contains("\"the word\"") == true)
        #expect(error?.message.contains("something else") == true)
    }

    @Test func findsALineFromAnIndexOn() async throws {
        let child = try ChildProcess("sh", arguments: ["-c", "echo ready 1; echo ready 2"])
        #expect(try await child.waitForLine(containing: "ready", from: 1) == "ready 2")
    }

    @Test func givesUpAtTheTimeoutAndLeavesTheChildRunning() async throws {
        let child = try ChildProcess("sleep", arguments: ["60"])
        await #expect(throws: TestSupportError.self) { try await child.waitUntilExit(timeoutSeconds: 0.05) }
        #expect(child.exit == nil)
    }

    @Test func refusesAProgramThatIsNotThere() {
        #expect(throws: TestSupportError.self) { try ChildProcess("/no/such/program") }
    }

    @Test func leavesNoGrandchildBehind() async throws {
        let grandchild: Int32
        do {
            let child = try ChildProcess("sh", arguments: ["-c", "sleep 60 & echo $!; wait"])
            grandchild = try #require(Int32(try await child.waitForLine(containing: "")))
            #expect(kill(grandchild, 0) == 0)
        }
        try await eventually("the grandchild is gone") { isGone(grandchild) }
    }

    @Test func doesNotHandItsDescriptorsOn() async throws {
        let folder = try TemporaryDirectory()
        let descriptor = open(folder.path("held"), O_CREAT | O_RDWR, 0o600)
        defer { close(descriptor) }
        let child = try ChildProcess("sh", arguments: ["-c", "ls -l /proc/$$/fd"])
        #expect(try await child.waitUntilExit() == 0)
        #expect(!child.lines.contains { $0.contains("held") })
    }

    /// Gone, or a zombie that the container's first process is slow to reap.
    private func isGone(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0 else { return true }
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status") else { return true }
        return status.contains("State:\tZ")
    }
}

extension String {
    fileprivate init(contentsOfFile path: String) throws {
        guard let file = fopen(path, "r") else { throw TestSupportError("no \(path)") }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&buffer, 1, buffer.count, file)
        self = String(decoding: buffer[..<count], as: UTF8.self)
    }
}

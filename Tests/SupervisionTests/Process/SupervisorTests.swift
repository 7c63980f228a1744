import Glibc
import Supervision
import TestSupport
import Testing

/// Real processes. They are shell scripts, which can't send datagrams, so this process gives their signs of life.
@Suite("Supervisor")
struct SupervisorTests {
    private let folder: TemporaryDirectory
    private let supervisor: Supervisor

    init() throws {
        folder = try TemporaryDirectory()
        supervisor = try Supervisor(socketFolder: folder.path, environment: ["PATH": "/usr/bin:/bin"])
    }

    private func script(_ name: String, _ text: String, policy: ChildPolicy) -> ChildProgram {
        ChildProgram(
            name: name,
            executable: "/bin/sh",
            arguments: ["-c", text],
            environment: ["FOLDER": folder.path],
            logFile: folder.path("\(name).log"),
            policy: policy
        )
    }

    private func say(_ text: String, as name: String) throws {
        let socket = try UnixSocket.connected(to: folder.path("\(name).notify"), .datagram)
        #expect(socket.send(Array(text.utf8)))
    }

    private func log(_ name: String) -> String {
        guard let file = fopen(folder.path("\(name).log"), "r") else { return "" }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    private func until(_ what: String, _ name: String, _ condition: (ChildReport) -> Bool) async throws {
        try await eventually(what, timeoutSeconds: 60) { supervisor.report(of: name).map(condition) ?? false }
    }

    /// Stops everything, whatever the test found.
    private func withStop(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            supervisor.stop()
            await supervisor.waitUntilStopped()
            throw error
        }
        supervisor.stop()
        await supervisor.waitUntilStopped()
    }

    /// Whether a process exists and is no zombie.
    private func lives(_ pid: Int32) -> Bool {
        guard let file = fopen("/proc/\(pid)/stat", "r") else { return false }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = fread(&buffer, 1, buffer.count, file)
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        guard let state = text.split(separator: ")").last?.split(separator: " ").first else { return false }
        return state != "Z" && state != "X"
    }

    @Test func givesTheChildItsSocketAndItsWatchdog() async throws {
        try await withStop {
            let text = "echo socket=$NOTIFY_SOCKET watchdog=$WATCHDOG_USEC; exec sleep 600"
            try supervisor.add(script("one", text, policy: ChildPolicy(watchdogMilliseconds: 120_000)))
            try await eventually("the child wrote", timeoutSeconds: 60) { log("one").contains("\n") }
            #expect(log("one") == "socket=\(folder.path)/one.notify watchdog=120000000\n")
            #expect(supervisor.report(of: "one")?.isReady == false)
            try say("READY=1\nSTATUS=fine", as: "one")
            try await until("it is ready", "one") { $0.isReady && $0.status == "fine" }
        }
        #expect(supervisor.report(of: "one")?.state == .ended)
    }

    /// A child that has a connection of its supervisor open keeps it open when the supervisor closes it.
    @Test func aChildHasNoDescriptorOfItsSupervisor() async throws {
        let own = fcntl(STDERR_FILENO, F_DUPFD, 300)
        try #require(own >= 300)
        defer { close(own) }
        try await withStop {
            let text = "if [ -e /proc/$$/fd/\(own) ]; then echo open; else echo closed; fi; exec sleep 600"
            try supervisor.add(script("clean", text, policy: ChildPolicy()))
            try await eventually("the child wrote", timeoutSeconds: 60) { log("clean").contains("\n") }
            #expect(log("clean") == "closed\n")
        }
    }

    @Test func aFrozenChildIsKilledWithinItsTimeAndStartedAgain() async throws {
        try await withStop {
            var policy = ChildPolicy(watchdogMilliseconds: 400)
            policy.firstPauseMilliseconds = 50
            try supervisor.add(script("frozen", "exec sleep 600", policy: policy))
            try await until("it runs", "frozen") { $0.pid != nil }
            let first = try #require(supervisor.report(of: "frozen")?.pid)
            kill(first, SIGSTOP)
            try say("READY=1", as: "frozen")
            try await until("it was started again", "frozen") { $0.starts == 2 }
            let report = try #require(supervisor.report(of: "frozen"))
            #expect(report.lastEnd == "it gave no sign of life for 400 ms, and was ended by signal 9")
            #expect(report.pid != first)
            #expect(!lives(first))
        }
    }

    @Test func aChildThatGivesSignsOfLifeIsLeftAlone() async throws {
        try await withStop {
            try supervisor.add(script("lively", "exec sleep 600", policy: ChildPolicy(watchdogMilliseconds: 5_000)))
            try await until("it runs", "lively") { $0.pid != nil }
            try say("READY=1", as: "lively")
            try await until("it is ready", "lively") { $0.isReady }
            let before = try #require(supervisor.report(of: "lively"))
            try say("WATCHDOG=1", as: "lively")
            try await until("its deadline moved", "lively") { $0.isReady && $0.state != before.state }
            #expect(supervisor.report(of: "lively")?.starts == 1)
        }
    }

    @Test func aWrongConfigurationEndsTheChildForGood() async throws {
        try await withStop {
            try supervisor.add(script("wrong", "echo no such setting >&2; exit 78", policy: ChildPolicy()))
            try await until("it ended", "wrong") { $0.state == .ended }
            let report = try #require(supervisor.report(of: "wrong"))
            #expect(report.starts == 1)
            #expect(report.lastEnd == "ended with status 78")
            #expect(log("wrong") == "no such setting\n")
        }
    }

    @Test func aProgramThatIsNotThereIsNamed() async throws {
        try await withStop {
            try supervisor.add(ChildProgram(name: "none", executable: folder.path("none")))
            try await until("it was tried", "none") { $0.lastEnd != nil }
            #expect(supervisor.report(of: "none")?.lastEnd?.contains(folder.path("none")) == true)
        }
    }

    @Test func stopsInOrderAndLeavesNothing() async throws {
        let policy = ChildPolicy(notifies: false)
        for name in ["first", "second"] {
            // The grandchild ignores SIGTERM; only the end of its group ends it.
            let text = """
                trap 'echo \(name) >> "$FOLDER/order"; exit 0' TERM
                sh -c 'trap "" TERM; sleep 600' &
                echo $!
                while :; do wait; done
                """
            try supervisor.add(script(name, text, policy: policy))
            try await eventually("\(name) runs", timeoutSeconds: 60) { log(name).contains("\n") }
        }
        let pids = supervisor.reports.compactMap(\.pid)
        let grandchildren = ["first", "second"].compactMap { Int32(log($0).split(separator: "\n").first ?? "") }
        #expect(pids.count == 2 && grandchildren.count == 2)
        supervisor.stop()
        await supervisor.waitUntilStopped()
        let order = try #require(fopen(folder.path("order"), "r"))
        defer { fclose(order) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = fread(&buffer, 1, buffer.count, order)
        #expect(String(decoding: buffer.prefix(count), as: UTF8.self) == "second\nfirst\n")
        try await eventually("all are gone") { (pids + grandchildren).allSatisfy { !lives($0) } }
    }

    @Test func aChildThatIgnoresSIGTERMIsKilled() async throws {
        var policy = ChildPolicy(notifies: false)
        policy.stopMilliseconds = 200
        try supervisor.add(script("deaf", "trap '' TERM; echo deaf; while :; do sleep 600; done", policy: policy))
        try await eventually("it runs", timeoutSeconds: 60) { log("deaf") == "deaf\n" }
        let pid = try #require(supervisor.report(of: "deaf")?.pid)
        supervisor.stop()
        await supervisor.waitUntilStopped()
        #expect(!lives(pid))
        #expect(supervisor.report(of: "deaf")?.lastEnd == "it did not end within 200 ms, and was ended by signal 9")
    }

    @Test func aFrozenChildHearsTheStop() async throws {
        var policy = ChildPolicy(notifies: false)
        policy.stopMilliseconds = 60_000
        try supervisor.add(script("still", "echo up; exec sleep 600", policy: policy))
        try await eventually("it runs", timeoutSeconds: 60) { log("still") == "up\n" }
        let pid = try #require(supervisor.report(of: "still")?.pid)
        kill(pid, SIGSTOP)
        supervisor.stop()
        await supervisor.waitUntilStopped()
        #expect(supervisor.report(of: "still")?.lastEnd == "was ended by signal 15")
    }

    @Test func namesAreUniqueAndNothingStartsAfterTheStop() async throws {
        let one = script("one", "exec sleep 600", policy: ChildPolicy(notifies: false))
        try supervisor.add(one)
        #expect(throws: SupervisionError(.nameInUse, "")) { try supervisor.add(one) }
        supervisor.stop()
        await supervisor.waitUntilStopped()
        #expect(throws: SupervisionError(.stopped, "")) {
            try supervisor.add(script("late", "exit 0", policy: ChildPolicy()))
        }
    }
}

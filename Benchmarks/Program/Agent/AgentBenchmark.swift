import Foundation
import NIOHTTP1
import Measuring
import TestSupport

/// What the agent asks of its machine: disk, memory, and patience at the start.
enum AgentBenchmark {
    private static let megabyte = 1_000_000.0
    private static let mebibyte = 1_048_576.0
    private static let rows = 1_000_000

    static func run(starts: Int, loadSeconds: Double) async throws -> [Section] {
        Progress.say("agent: starting coordinator, machine and agent")
        let deployment = try await Deployment.start()
        let size = try await sizeSection(deployment, loadSeconds: loadSeconds)
        try await deployment.stop()
        return [size, try await startSection(deployment, starts: starts)]
    }

    // MARK: Size

    private static func sizeSection(_ deployment: Deployment, loadSeconds: Double) async throws -> Section {
        var section = Section(
            "Size of the agent",
            method: """
                The agent as machines get it (`make agent`): the Swift runtime inside, only C libraries of the system \
                outside, stripped of symbols. Memory from /proc/PID/smaps_rollup: idle is ten seconds after it connected; \
                under load eight callers ping it without pause and it sells, for \(FigureText.write(loadSeconds)) s, \
                and the largest of the readings taken four times a second counts.
                """
        )
        if let bytes = try await strippedBytes(in: deployment.folder) {
            section.figures.append(Figure("program, stripped", [bytes / megabyte], unit: "MB"))
        } else {
            section.remarks.append("There is no strip here: the program's size was not taken.")
        }
        try await Task.sleep(for: .seconds(10))
        let idle = try ProcessUse(pid: deployment.agent.pid)
        Progress.say("agent: under load")
        let (busy, pings) = try await underLoad(deployment, seconds: loadSeconds)
        for (name, use) in [("idle", idle), ("under load", busy)] {
            section.figures += [
                Figure("resident, \(name)", [use.resident / mebibyte], unit: "MiB"),
                Figure("proportional (PSS), \(name)", [use.proportional / mebibyte], unit: "MiB"),
                Figure("anonymous, \(name)", [use.anonymous / mebibyte], unit: "MiB"),
            ]
        }
        section.aims = [
            Aim("PSS under load", measured: busy.proportional / mebibyte, bound: 20, unit: "MiB"),
            Aim("anonymous memory under load", measured: busy.anonymous / mebibyte, bound: 6, unit: "MiB"),
        ]
        section.remarks.append(
            "It answered \(FigureText.write(pings)) pings per second meanwhile, each with 2 commits."
        )
        return section
    }

    private static func strippedBytes(in folder: TemporaryDirectory) async throws -> Double? {
        let copy = folder.path("stripped")
        guard
            let strip = try? ChildProcess("strip", arguments: ["-o", copy, ShippedAgent.path]),
            try await strip.waitUntilExit() == 0
        else { return nil }
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        return (attributes[.size] as? NSNumber)?.doubleValue
    }

    /// The largest use while the agent is kept busy, and the pings that it answered per second.
    private static func underLoad(_ deployment: Deployment, seconds: Double) async throws -> (ProcessUse, Double) {
        let (api, path) = (deployment.api, "/v1/machines/\(deployment.machine)/commands")
        return try await withThrowingTaskGroup(of: Load.Result?.self) { group in
            group.addTask {
                try await Load.run(callers: 8, seconds: seconds) { _, _ in
                    // At most 64 may wait; a caller that is refused asks again.
                    while try await api.ask(.POST, path, #"{"command":"ping"}"#).status != 202 {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            }
            group.addTask {
                let order = try await api.must(.POST, "/v1/orders", #"{"place":"lobby","selection":"a1"}"#)
                let id = order["id"] as? String ?? ""
                try await api.must(.POST, "/v1/sandbox/payments", #"{"order":"\#(id)"}"#)
                return nil
            }
            let end = ContinuousClock.now + .seconds(seconds)
            var most = try ProcessUse(pid: deployment.agent.pid)
            while ContinuousClock.now < end {
                let now = try ProcessUse(pid: deployment.agent.pid)
                if now.proportional > most.proportional { most = now }
                try await Task.sleep(for: .milliseconds(250))
            }
            let load = try await group.reduce(nil) { $0 ?? $1 }
            return (most, load?.rate ?? 0)
        }
    }

    // MARK: Start

    private static func startSection(_ deployment: Deployment, starts: Int) async throws -> Section {
        var section = Section(
            "Start of the agent",
            method: """
                An enrolled agent without its coordinator, from before its process is made: until the last output is \
                driven to its safe level at the simulated machine, and until it says READY=1 (outputs safe, journal \
                open, what was left open settled). The journal is empty, or holds \(rows / 1_000_000) million receipts \
                that wait. After a kill the journal is not clean and is probed or, when it is small, checked in full.
                """
        )
        let start = try AgentStart(deployment)
        defer { start.close() }
        _ = try await start.once(endingBy: SIGTERM)
        for (journal, isBig) in [("empty journal", false), ("1,000,000 rows", true)] {
            if isBig { try BigJournal.fill("\(deployment.agentState)/journal.sqlite", rows: rows) }
            for (end, signal) in [("after a stop", SIGTERM), ("after a kill", SIGKILL)] {
                Progress.say("agent: \(starts) starts, \(journal), \(end)")
                // The first one finds what the one before left.
                _ = try await start.once(endingBy: signal)
                var times: [AgentStart.Times] = []
                for _ in 0..<starts { times.append(try await start.once(endingBy: signal)) }
                section.figures += [
                    Figure("outputs safe, \(journal), \(end)", times.map { $0.safe * 1_000 }, unit: "ms"),
                    Figure("ready, \(journal), \(end)", times.map { $0.ready * 1_000 }, unit: "ms"),
                ]
            }
        }
        func median(_ name: String) -> Double {
            section.figures.first { $0.name == name }?.sample.median ?? .infinity
        }
        section.aims = [
            Aim(
                "ready with an empty journal",
                measured: median("ready, empty journal, after a stop"),
                bound: 150,
                unit: "ms"
            ),
            Aim(
                "ready with 1,000,000 rows",
                measured: median("ready, 1,000,000 rows, after a stop"),
                bound: 150,
                unit: "ms"
            ),
        ]
        return section
    }
}

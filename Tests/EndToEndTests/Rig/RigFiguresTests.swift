import Foundation
import Synchronization
import TestSupport
import Testing

/// What a flash and a start cost on the emulated machine. It is a measurement: nothing here fails because it was slow.
@Suite(
    "Figures of the emulated machine",
    .serialized,
    .enabled(if: RigTier.isMeasured, "make bench-rig runs it"),
    .timeLimit(.minutes(40))
)
struct RigFiguresTests {
    private static let rounds = 5

    @Test func flashesAndStarts() async throws {
        let bench = try await FlashBench.start()
        let one = try await bench.releases.make(number: 1, version: "1.0.0")
        let whole = try await bench.mintmark(["flash", FlashBench.host, "--release", one] + FlashBench.first)
        try #require(whole.status == 0, "\(whole.text)")
        try await bench.stand.furnish()
        try await bench.sell("a1")

        var figures = Figures()
        for round in 0..<Self.rounds {
            try await Self.measureUpdate(bench, round, &figures)
            figures.add("agent, from its start until it is ready", "s", try await Self.secondsToReady(bench))
        }
        for round in 0..<Self.rounds {
            let seconds = try await Self.secondsToFirstReceipt(bench, motor: 17 + round % 5)
            figures.add("power on, until the first receipt is at the coordinator", "s", seconds)
        }
        let table = figures.table
        print(table)
        Attachment.record(table, named: "figures.md")
        try await bench.rig.rig("down")
    }

    /// Medians and extremes, in the order in which they were first added.
    private struct Figures {
        private var rows: [(what: String, unit: String, values: [Double])] = []

        mutating func add(_ what: String, _ unit: String, _ value: Double) {
            if let index = rows.firstIndex(where: { $0.what == what }) {
                rows[index].values.append(value)
            } else {
                rows.append((what, unit, [value]))
            }
        }

        var table: String {
            let lines = rows.map { row in
                let sorted = row.values.sorted()
                func text(_ value: Double) -> String {
                    row.unit == "bytes" ? String(Int(value)) : String(format: "%.2f", value)
                }
                return "| \(row.what) | \(text(sorted[sorted.count / 2])) \(row.unit) | \(text(sorted[0])) to"
                    + " \(text(sorted[sorted.count - 1])) | \(sorted.count) |"
            }
            return (["| what | median | range | n |", "|---|---:|---:|---:|"] + lines).joined(separator: "\n")
        }
    }

    /// Flashes an update whose agent is new, and copies the same release with `scp`.
    private static func measureUpdate(_ bench: FlashBench, _ round: Int, _ figures: inout Figures) async throws {
        let release = try await bench.releases.make(
            number: Int64(10 + round),
            version: "2.0.\(round)",
            ballast: 1_000
        )
        let plan = try await bench.mintmark("flash", FlashBench.host, "--release", release, "--dry-run")
        let toSend = plan.text.split(separator: "\n").first { $0.contains("to send") } ?? ""
        let before = try await written(bench)
        let watch = Task { try await longestAbsence(bench) }
        let flashed = try await bench.mintmark("flash", FlashBench.host, "--release", release)
        try #require(flashed.status == 0, "\(flashed.text)")
        // Long enough for a machine that comes back a little later.
        try await bench.stand.until("a1", isReady: true)
        watch.cancel()
        figures.add("update, not connected to the coordinator", "s", try await watch.value)
        figures.add("update, all of it, for the technician", "s", flashed.seconds)
        figures.add("update, written to the machine's disk", "bytes", try await written(bench) - before)
        let size = try FileManager.default.attributesOfItem(atPath: release)[.size] as? Int ?? 0
        figures.add("the release as a file", "bytes", Double(size))
        print(toSend)

        let start = ContinuousClock.now
        let copy = try ChildProcess(
            "scp",
            arguments: ["-q", "-F", bench.folder.path("ssh_config"), release, "\(FlashBench.host):copy"]
        )
        #expect(try await copy.waitUntilExit(timeoutSeconds: 300) == 0, "\(copy.lines)")
        figures.add("scp of the release, beside it", "s", seconds(since: start))
    }

    /// The bytes that the machine's disk was told to write since its start: sectors of 512 bytes.
    private static func written(_ bench: FlashBench) async throws -> Double {
        (Double(try await bench.rig.sh("sync; tr -s ' ' </sys/block/vda/stat | cut -d' ' -f8")) ?? 0) * 512
    }

    /// How long the machine was away at a stretch, looked at twenty times a second until the task is cancelled.
    private static func longestAbsence(_ bench: FlashBench) async throws -> Double {
        var longest = 0.0
        var since: ContinuousClock.Instant?
        while !Task.isCancelled {
            let machine = try await bench.stand.api.get("/v1/machines")["machines"].list.first ?? .null
            if machine["connected"].text == "true" {
                since = nil
            } else {
                since = since ?? .now
                longest = max(longest, since.map(seconds) ?? 0)
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return longest
    }

    /// By the machine's own service manager.
    private static func secondsToReady(_ bench: FlashBench) async throws -> Double {
        let text = try await bench.rig.sh(
            """
            sudo systemctl restart mintmark-agent
            systemctl show -P ExecMainStartTimestampMonotonic mintmark-agent
            systemctl show -P ActiveEnterTimestampMonotonic mintmark-agent
            """
        )
        let microseconds = text.split(separator: "\n").compactMap { Double($0) }
        try #require(microseconds.count == 2, "\(text)")
        return (microseconds[1] - microseconds[0]) / 1e6
    }

    /// The power goes while a motor turns; its receipt, that the delivery is in doubt, is the first after the start.
    private static func secondsToFirstReceipt(_ bench: FlashBench, motor: Int) async throws -> Double {
        try await bench.rig.rig("jam", "GPIO\(motor)")
        let selection = "a\(motor - 15)"
        try await bench.stand.until(selection, isReady: true)
        let order = try await bench.stand.order(selection)["id"].text
        try await bench.stand.pay(order)
        try await bench.rig.whenOn("GPIO\(motor)")
        try await bench.rig.rig("cut")
        let start = ContinuousClock.now
        async let up = bench.rig.rig("up")
        try await bench.stand.sale(order, seconds: 300) { $0["goods"].text == "inDoubt" }
        let took = seconds(since: start)
        _ = try await up
        try await bench.stand.settle(order, as: "notDelivered")
        return took
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }
}

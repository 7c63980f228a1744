import Foundation
import NIOHTTP1
import Measuring
import Supervision
import TestSupport

/// From a payment to the motor: how long a customer waits before anything moves.
enum VendBenchmark {
    /// Beyond its fsyncs a sale may take so long, in milliseconds.
    private static let ownMilliseconds = 3.0

    /// One sale.
    private struct Sale {
        let order: String
        let lane: String
        /// Just before the payment's request was sent.
        let sent: UInt64
        /// When the payment's answer was there: the rail has it on disk.
        let accepted: UInt64
        /// When the motor's line rose.
        var motor: UInt64 = 0
    }

    static func run(sales: Int, traced: Int) async throws -> Section {
        Progress.say("vend: starting coordinator, machine and agent")
        let deployment = try await Deployment.start()
        // Caches, prepared statements and the first pages of the files are not what is measured.
        _ = try await sell(10, deployment, "warming up")
        var syncs: [Double] = []
        let timed = try await sell(sales, deployment, "sales") {
            syncs.append(try Disk.syncSeconds(in: deployment.folder.path, seconds: 0.02))
        }
        let fsyncs = try await countFsyncs(traced, deployment)
        try await deployment.stop()
        return section(timed, syncSeconds: Sample(syncs).median ?? 0, fsyncs)
    }

    /// Sells one after another; every sale is delivered before the next begins.
    private static func sell(
        _ count: Int,
        _ deployment: Deployment,
        _ what: String,
        between: () throws -> Void = {}
    ) async throws -> [Sale] {
        var sales: [Sale] = []
        for number in 0..<count {
            if number % 20 == 0 { Progress.say("vend: \(what), \(number) of \(count)") }
            let lane = Deployment.lanes[number % Deployment.lanes.count]
            sales.append(try await sellOne(lane, deployment))
            try between()
        }
        return try located(sales, in: deployment)
    }

    private static func sellOne(_ lane: String, _ deployment: Deployment) async throws -> Sale {
        let (api, body) = (deployment.api, #"{"place":"lobby","selection":"\#(lane.lowercased())"}"#)
        guard let order = try await api.must(.POST, "/v1/orders", body)["id"] as? String else {
            throw BenchmarkError("an order has no id")
        }
        let sent = Clock.nanoseconds
        try await api.must(.POST, "/v1/sandbox/payments", #"{"order":"\#(order)"}"#)
        let accepted = Clock.nanoseconds
        try await eventually("order \(order) is delivered", timeoutSeconds: 30, pollMilliseconds: 25) {
            let status = try await api.must(.GET, "/v1/orders/\(order)")["status"] as? String
            return status == "delivered"
        }
        return Sale(order: order, lane: lane, sent: sent, accepted: accepted)
    }

    /// Finds each sale's motor start in the simulated machine's log.
    private static func located(_ sales: [Sale], in deployment: Deployment) throws -> [Sale] {
        let log = try MachineLogEntry.read(String(contentsOfFile: deployment.worldLog, encoding: .utf8))
        return try sales.map { sale in
            guard
                let start = log.first(where: {
                    $0.what == .on && $0.lane == sale.lane && $0.nanoseconds > sale.sent
                })
            else { throw BenchmarkError("the motor of order \(sale.order) never started") }
            var sale = sale
            sale.motor = start.nanoseconds
            return sale
        }
    }

    /// How many fsyncs of each program lie between a payment's request and its motor; nil without strace.
    private static func countFsyncs(
        _ sales: Int,
        _ deployment: Deployment
    ) async throws -> (coordinator: Double, agent: Double)? {
        guard sales > 0,
            let trace = try await FsyncTrace.attach(
                to: [deployment.coordinator, deployment.agent],
                in: deployment.folder
            )
        else { return nil }
        let sold = try await sell(sales, deployment, "under strace")
        let calls = try await trace.detach()
        let counts = calls.map { calls in
            Sample(
                sold.map { sale in
                    Double(calls.count { $0.nanoseconds >= sale.sent && $0.nanoseconds <= sale.motor })
                }
            ).median ?? 0
        }
        return (counts[0], counts[1])
    }

    private static func section(
        _ sales: [Sale],
        syncSeconds: Double,
        _ fsyncs: (coordinator: Double, agent: Double)?
    ) -> Section {
        var section = Section(
            "From payment to motor",
            method: """
                Coordinator, simulated machine and agent are separate processes; TLS on loopback; one sale at a time, \
                \(sales.count) sales with play money. The clock is CLOCK_MONOTONIC, which all processes share: it \
                starts just before the payment's request is sent and ends when the motor's output rises at the \
                simulated machine. In between the payment is written by its rail, seen, matched, committed with \
                command and transfer, signed, sent, verified, committed as received, committed as intent, and checked \
                once more. Fsyncs are counted by strace in a run of their own; their time is that of a bare \
                `pwrite` and `fdatasync` of 4 KiB on the same disk between the sales.
                """
        )
        func add(_ name: String, _ from: (Sale) -> UInt64) -> Double {
            let seconds = sales.map { Double(max($0.motor, from($0)) - from($0)) / 1e9 }
            section.figures.append(
                Figure(
                    name,
                    seconds.map { $0 * 1_000 },
                    unit: "ms",
                    latency: Figure.Latency(seconds: seconds)
                )
            )
            return (Sample(seconds).median ?? 0) * 1_000
        }
        let whole = add("payment sent -> motor on") { $0.sent }
        _ = add("payment answered -> motor on") { $0.accepted }
        section.figures.append(Figure("one fsync of 4 KiB", [syncSeconds * 1_000], unit: "ms"))
        guard let fsyncs else {
            section.remarks.append("There was no strace here, or it may not look: the fsyncs were not counted.")
            return section
        }
        let count = fsyncs.coordinator + fsyncs.agent
        section.aims.append(
            Aim(
                "the median sale within the time of its \(FigureText.write(count)) fsyncs and "
                    + "\(FigureText.write(ownMilliseconds)) ms",
                measured: whole,
                bound: count * syncSeconds * 1_000 + ownMilliseconds,
                unit: "ms"
            )
        )
        section.remarks.append(
            "Fsyncs between payment and motor: \(FigureText.write(fsyncs.coordinator)) of the coordinator, its rail's "
                + "among them, and \(FigureText.write(fsyncs.agent)) of the agent (medians)."
        )
        return section
    }
}

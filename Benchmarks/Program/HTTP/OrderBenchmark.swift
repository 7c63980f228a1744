import Foundation
import NIOHTTP1
import Measuring
import TestSupport

/// Orders, receipts and pages of one coordinator over HTTPS.
enum OrderBenchmark {
    private static let callers = [1, 16, 64]

    static func run(seconds: Double, pages: [String]) async throws -> [Section] {
        Progress.say("orders: starting coordinator, machine and agent")
        let deployment = try await Deployment.start()
        var section = Section(
            "Orders and receipts on one coordinator",
            method: """
                HTTPS on loopback, connections kept open, every caller waits for its answer. An order is checked \
                against machine, lane and stock, reserves its unit, gets its address and signed quote: two commits \
                and the rail's fsync. A receipt is signed by its machine, verified, stored and answered after the \
                commit; each machine posts one at a time. The callers share the processor with the coordinator, so \
                its own processor time for one answer is given too.
                """
        )
        for count in callers {
            Progress.say("orders: \(count) callers")
            let before = try ProcessUse.processorSeconds(pid: deployment.coordinator.pid)
            let api = deployment.api
            let load = try await Load.run(callers: count, seconds: seconds) { caller, number in
                let selection = Deployment.lanes[(caller + number) % Deployment.lanes.count].lowercased()
                try await api.must(.POST, "/v1/orders", #"{"place":"lobby","selection":"\#(selection)"}"#)
            }
            let used = try ProcessUse.processorSeconds(pid: deployment.coordinator.pid) - before
            section.figures.append(measurement("orders, \(count) callers", load))
            section.remarks.append(processor("an order", count, used, load))
        }
        try await addReceipts(to: &section, deployment, seconds: seconds)
        let pagesSection = try await self.pages(pages, deployment)
        try await deployment.stop()
        return [section, pagesSection]
    }

    private static func addReceipts(to section: inout Section, _ deployment: Deployment, seconds: Double) async throws {
        for count in callers {
            Progress.say("receipts: enrolling \(count) machines")
            var machines: [PostingMachine] = []
            for number in 0..<count {
                machines.append(try await PostingMachine.enrol("post-\(count)-\(number)", at: deployment.api))
            }
            // Signed before: what is measured is the coordinator, not the machines.
            for machine in machines { try machine.sign(500 + 6_000 / count) }
            Progress.say("receipts: \(count) machines")
            let before = try ProcessUse.processorSeconds(pid: deployment.coordinator.pid)
            let ready = machines
            let load = try await Load.run(callers: count, seconds: seconds) { caller, _ in
                try await ready[caller].post()
            }
            let used = try ProcessUse.processorSeconds(pid: deployment.coordinator.pid) - before
            section.figures.append(measurement("receipts, \(count) machines", load))
            section.remarks.append(processor("a receipt", count, used, load))
        }
    }

    private static func measurement(_ name: String, _ load: Load.Result) -> Figure {
        Figure(name, [load.rate], unit: "per s", latency: Figure.Latency(seconds: load.seconds))
    }

    private static func processor(_ what: String, _ callers: Int, _ used: Double, _ load: Load.Result) -> String {
        let each = used / Double(max(1, load.seconds.count)) * 1e6
        return "With \(callers) at once the coordinator itself used \(FigureText.write(each)) µs of processor time for "
            + "\(what)."
    }

    /// The first byte of pages, asked for one at a time.
    private static func pages(_ paths: [String], _ deployment: Deployment) async throws -> Section {
        var section = Section(
            "Pages",
            method:
                "From the request to the answer's first byte, HTTPS on an open connection, one caller, 300 times each."
        )
        for path in paths {
            Progress.say("pages: \(path)")
            let first = try await deployment.api.ask(.GET, path)
            guard first.status == 200 else {
                section.remarks.append("\(path) answered \(first.status) and was not measured.")
                continue
            }
            var seconds: [Double] = []
            for _ in 0..<300 { seconds.append(try await deployment.api.must(.GET, path).firstByteSeconds) }
            section.figures.append(
                Figure(
                    path,
                    seconds.map { $0 * 1_000 },
                    unit: "ms",
                    latency: Figure.Latency(seconds: seconds)
                )
            )
        }
        return section
    }
}

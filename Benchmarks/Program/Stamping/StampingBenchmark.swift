import Foundation
import Glibc
import Machine
import Measuring
import NIOHTTP1
import Reference
import TestSupport

/// What the agent's whole path adds to a unit beside a loop in C that makes the same requests.
enum StampingBenchmark {
    private static let gtin = "09520123456788"
    /// A unit may take so much longer than the loop's, in percent.
    private static let wantedPercent = 15.0
    /// The pause of both between two requests that wait for something, in seconds.
    private static let pause = Double(StampSequencer.pollMilliseconds) / 1_000

    /// A line's times, and what they are called.
    private struct Line {
        let name: String
        let times: SimulatedPLC.Times
    }

    private static let lines = [
        Line(name: "mark 500 ms", times: SimulatedPLC.Times(markMilliseconds: 500, readMilliseconds: 100)),
        Line(name: "mark 1 ms", times: SimulatedPLC.Times(markMilliseconds: 1, readMilliseconds: 1)),
    ]

    /// What the rounds on one line gave, in milliseconds of each unit but the first of its round.
    private struct Found {
        var agent: [Double] = []
        var reference: [Double] = []
        /// Processor time of the agent for a unit, one per round.
        var processor: [Double] = []
    }

    static func run(rounds: Int, units: Int) async throws -> Section {
        var section = Section(
            "Stamping",
            method: """
                The agent stamps runs of \(units) units that a coordinator ordered, at a simulated PLC: a Modbus TCP \
                slave on loopback. Agent and coordinator are processes of their own, on the same computer. Every unit \
                has its intent and its outcome fsynced, its payload and its mark read back, its receipt signed, sent \
                and answered. C makes the same requests with libmodbus in the same order, with the same pause of \
                \(StampSequencer.pollMilliseconds) ms between two that wait, and nothing else, at the same PLC, which \
                the agent keeps alive meanwhile. They take turns. A unit's time is from one firing of the marker to \
                the next, as the PLC has it. Beside the times that are named the PLC takes \
                \(SimulatedPLC.scanMilliseconds + SimulatedPLC.aimMilliseconds) ms from the command to the firing. \
                500 ms with a reader of 100 ms is a fast laser; 1 ms with a reader of 1 ms is no marker that exists, \
                and leaves little but what is compared.
                """
        )
        for line in lines {
            let found = try await measure(line, rounds: rounds, units: units)
            let (own, peer) = ("agent, \(line.name)", "C, \(line.name)")
            section.figures += [
                figure(own, found.agent, comparedWith: peer), figure(peer, found.reference),
                Figure("agent's processor time, \(line.name)", found.processor, unit: "ms"),
            ]
            guard let unit = Sample(found.agent).median, let bare = Sample(found.reference).median else { continue }
            section.remarks.append(
                "\(line.name): a unit of the agent takes \(FigureText.write(unit - bare)) ms longer (medians)."
            )
            guard line.name == lines[0].name else { continue }
            section.aims.append(
                Aim(
                    "longer than C for a unit, \(line.name)",
                    measured: (unit / bare - 1) * 100,
                    bound: wantedPercent,
                    unit: "%"
                )
            )
        }
        return section
    }

    private static func figure(_ name: String, _ values: [Double], comparedWith peer: String? = nil) -> Figure {
        Figure(
            name,
            values,
            unit: "ms per unit",
            latency: Figure.Latency(seconds: values.map { $0 / 1_000 }),
            comparedWith: peer
        )
    }

    private static func measure(_ line: Line, rounds: Int, units: Int) async throws -> Found {
        Progress.say("stamping: starting coordinator, line and agent, \(line.name)")
        let plc = try StampedLine(line.times)
        defer { plc.close() }
        var options = Deployment.Options()
        options.line = plc
        let deployment = try await Deployment.start(options)
        try await describe(deployment)
        // The first units open files and connections.
        _ = try await stamped(units, by: deployment, at: plc)
        var found = Found()
        for round in 0..<rounds {
            Progress.say("stamping: \(line.name), round \(round + 1) of \(rounds)")
            let before = try ProcessUse.processorSeconds(pid: deployment.agent.pid)
            found.agent += try await stamped(units, by: deployment, at: plc)
            let used = try ProcessUse.processorSeconds(pid: deployment.agent.pid) - before
            found.processor.append(used * 1_000 / Double(units))
            found.reference += try await reference(units, from: round * units, at: plc)
        }
        try await deployment.stop()
        return found
    }

    private static func describe(_ deployment: Deployment) async throws {
        try await deployment.api.must(.PUT, "/v1/products/\(gtin)", #"{"name":"Pump P-40"}"#)
        try await deployment.api.must(
            .PUT,
            "/v1/products/\(gtin)/passport",
            #"""
            {"economicOperatorId":"https://id.example.com/417/9520123456788",
            "elements":{"mass":{"value":12,"tier":"public"}}}
            """#
        )
    }

    /// Orders a run and waits until it has ended.
    private static func stamped(
        _ units: Int,
        by deployment: Deployment,
        at plc: StampedLine
    ) async throws -> [Double] {
        _ = plc.takeMarks()
        let (api, machine) = (deployment.api, deployment.machine)
        let order = #"{"gtin":"\#(gtin)","count":\#(units),"spare":0,"machine":"\#(machine)","start":true}"#
        guard let run = try await api.must(.POST, "/v1/runs", order)["id"] as? String else {
            throw BenchmarkError("a run has no id")
        }
        try await eventually("run \(run) has ended", timeoutSeconds: 120, pollMilliseconds: 250) {
            let view = try await api.must(.GET, "/v1/runs/\(run)")
            let state = view["state"] as? String
            guard state != "interrupted", state != "aborted" else {
                throw BenchmarkError("run \(run) is \(state ?? ""): \(view["reason"] as? String ?? "")")
            }
            return state == "ended"
        }
        return try times(of: plc.takeMarks(), count: units)
    }

    /// The loop in C, on a thread of its own.
    private static func reference(_ units: Int, from first: Int, at plc: StampedLine) async throws -> [Double] {
        _ = plc.takeMarks()
        let port = plc.port
        let count = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: reference_stamp(Int64(port), Int64(first), Int64(units), pause))
            }
        }
        guard count == units else {
            throw BenchmarkError("the loop in C failed: \(String(cString: strerror(Int32(-count))))")
        }
        return try times(of: plc.takeMarks(), count: units)
    }

    /// From each mark to the next, in milliseconds.
    private static func times(of marks: [StampedLine.Mark], count: Int) throws -> [Double] {
        guard marks.count == count, Set(marks.map(\.serial)).count == count else {
            throw BenchmarkError("\(marks.count) units were marked, not \(count) with a serial each")
        }
        return zip(marks, marks.dropFirst()).map { Double($1.nanoseconds - $0.nanoseconds) / 1e6 }
    }
}

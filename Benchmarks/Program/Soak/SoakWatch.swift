import AsyncHTTPClient
import Foundation
import Measuring
import NIOCore
import NIOHTTP1
import Supervision
import Synchronization
import TestSupport

/// Looks every second at what the processes use, how long their queues are and how large their files.
final class SoakWatch: Sendable {
    private struct State {
        var phase: SoakPhase?
        var samples: [SoakSample] = []
        var readings: [SoakReading] = []
    }

    private let fleet: SoakFleet
    private let state = Mutex(State())
    /// For the agents' own sockets.
    private let client = HTTPClient(eventLoopGroupProvider: .singleton)

    init(_ fleet: SoakFleet) { self.fleet = fleet }

    /// The phase that counts now; nil between the phases.
    var phase: SoakPhase? {
        get { state.withLock { $0.phase } }
        set { state.withLock { $0.phase = newValue } }
    }

    var samples: [SoakSample] { state.withLock { $0.samples } }
    var readings: [SoakReading] { state.withLock { $0.readings } }

    /// Looks every second until it is over.
    func look() async {
        while !Task.isCancelled {
            let next = ContinuousClock.now + .seconds(1)
            await lookOnce()
            try? await Task.sleep(until: next)
        }
    }

    /// Looks once.
    func lookOnce() async {
        for name in [SoakFleet.coordinator] + fleet.machines.map(\.agent) { sample(name) }
        for (name, path) in files { note(name, Self.size(path)) }
        await withTaskGroup { group in
            group.addTask { [self] in await readCoordinator() }
            for machine in fleet.machines { group.addTask { [self] in await readAgent(machine) } }
        }
    }

    /// Lets go of its connections.
    func stop() async throws { try await client.shutdown() }

    private func note(_ name: String, _ value: Double?) {
        guard let value else { return }
        state.withLock { $0.readings.append(SoakReading(name, phase: $0.phase, value: value)) }
    }

    // MARK: Processes and files

    private func sample(_ name: String) {
        guard let report = fleet.supervisor.report(of: name), let pid = report.pid,
            let use = try? ProcessUse(pid: pid),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
        else { return }
        state.withLock {
            $0.samples.append(
                SoakSample(
                    process: name,
                    life: report.starts,
                    phase: $0.phase,
                    residentBytes: use.resident,
                    descriptors: Double(descriptors)
                )
            )
        }
    }

    private var files: [(String, String)] {
        let database = fleet.folder.path("coordinator/coordinator.sqlite")
        let journals = fleet.machines.flatMap { machine in
            [("\(machine.agent)'s journal", machine.journal), ("\(machine.agent)'s WAL", "\(machine.journal)-wal")]
        }
        return [("coordinator's database", database), ("coordinator's WAL", "\(database)-wal")] + journals
    }

    private static func size(_ path: String) -> Double? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.doubleValue
    }

    // MARK: Queues

    /// What waits where, with the bounds that the programs or the set-up state.
    var queues: [SoakQueue] {
        let lanes = Double(fleet.machines.count * Deployment.lanes.count)
        let promised = lanes * Double(SoakFleet.stock)
        var queues = [
            SoakQueue(
                "transactions that wait for the disk",
                bound: Double(API.mostConnections + 2 * fleet.machines.count + 16),
                because: "one for each connection, and the coordinator's own",
                drains: false
            ),
            SoakQueue(
                "captures and releases that the rails were not told",
                bound: 2 * promised,
                because: "at most two payments for each unit that can be promised"
            ),
            SoakQueue(
                "units promised",
                bound: promised,
                because: "an order promises a unit, and lanes are filled up to \(SoakFleet.stock)"
            ),
        ]
        for machine in fleet.machines {
            queues.append(
                SoakQueue(
                    Self.receipts(of: machine),
                    bound: 2 * Double(Deployment.lanes.count) * Double(SoakFleet.stock),
                    because: "one for each unit that can be promised, and as many refusals"
                )
            )
        }
        return queues
    }

    private static func receipts(of machine: SoakMachine) -> String { "receipts that wait at \(machine.agent)" }

    private func readCoordinator() async {
        if let answer = try? await fleet.api.ask(.GET, "/metrics", timeoutSeconds: 2), answer.status == 200 {
            let text = String(decoding: answer.body, as: UTF8.self)
            note("transactions that wait for the disk", Self.metric("mintmark_commit_queue_depth", in: text))
            note(
                "captures and releases that the rails were not told",
                Self.metric(#"mintmark_outbox_depth{outbox="rail"}"#, in: text)
            )
        }
        if let answer = try? await fleet.api.ask(.GET, "/v1/places", timeoutSeconds: 2),
            let places = answer["places"] as? [[String: Any]]
        {
            let lanes = places.flatMap { $0["lanes"] as? [[String: Any]] ?? [] }
            note("units promised", lanes.reduce(0) { $0 + (($1["reserved"] as? NSNumber)?.doubleValue ?? 0) })
        }
    }

    private func readAgent(_ machine: SoakMachine) async {
        guard let url = URL(httpURLWithSocketPath: machine.localSocket, uri: "/metrics"),
            let response = try? await client.execute(
                HTTPClientRequest(url: url.absoluteString),
                timeout: .seconds(2)
            ),
            let body = try? await response.body.collect(upTo: 1 << 20)
        else { return }
        note(Self.receipts(of: machine), Self.metric("mintmark_agent_outbox_depth", in: String(buffer: body)))
    }

    /// The value of a series in the Prometheus text format.
    private static func metric(_ series: String, in text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix("\(series) ") }
            .flatMap { Double($0.dropFirst(series.count + 1)) }
    }
}

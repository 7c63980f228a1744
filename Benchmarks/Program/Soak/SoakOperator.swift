import Foundation
import NIOHTTP1

/// The person who walks around: fills lanes up, and clears those that stopped.
struct SoakOperator: Sendable {
    let fleet: SoakFleet

    /// Walks around until it is over.
    func walk() async {
        while !Task.isCancelled {
            let stuck = await stuckLanes()
            for machine in fleet.machines { await visit(machine, stuck: stuck[machine.id] ?? []) }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// The lanes that their machines say are not ready, by the machine's id.
    private func stuckLanes() async -> [String: Set<String>] {
        guard let answer = try? await fleet.api.ask(.GET, "/v1/machines", timeoutSeconds: 5),
            let machines = answer["machines"] as? [[String: Any]]
        else { return [:] }
        return machines.reduce(into: [:]) { stuck, machine in
            let lanes = (machine["lanes"] as? [[String: Any]] ?? []).filter { $0["ready"] as? Bool == false }
            stuck[machine["id"] as? String ?? ""] = Set(lanes.compactMap { $0["id"] as? String })
        }
    }

    private func visit(_ machine: SoakMachine, stuck: Set<String>) async {
        // Who finds the coordinator down comes again a second later.
        guard let answer = try? await fleet.api.ask(.GET, "/v1/places/\(machine.place)", timeoutSeconds: 5),
            let lanes = answer["lanes"] as? [[String: Any]]
        else { return }
        for lane in lanes {
            guard let id = lane["lane"] as? String, let count = (lane["count"] as? NSNumber)?.int64Value else {
                continue
            }
            var change: [String] = []
            let isFaulted = lane["faulted"] as? Bool == true
            // A spiral that stopped half way is turned home by hand; one that turns is left alone.
            if isFaulted || stuck.contains(id), !machine.tell("stock \(id) \(SoakFleet.capacity)") { continue }
            if isFaulted { change.append(#""faulted":false"#) }
            if count < SoakFleet.stock { change.append(#""count":\#(SoakFleet.stock)"#) }
            guard !change.isEmpty else { continue }
            _ = try? await fleet.api.ask(
                .PUT,
                "/v1/places/\(machine.place)/lanes/\(id)",
                "{\(change.joined(separator: ","))}",
                timeoutSeconds: 5
            )
        }
    }
}

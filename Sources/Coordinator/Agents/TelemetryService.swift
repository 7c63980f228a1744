import Database
package import Protocol

/// Takes telemetry: lossy, kept in memory, written down only when the health of a lane or a station changed.
package struct TelemetryService: Sendable {
    let runtime: Runtime
    let links: AgentLinks

    /// Takes one batch.
    /// - Throws: `malformed`, `tooLarge`, `unsupportedVersion` or `wrongIncarnation`.
    package func take(_ body: [UInt8], from session: AgentLinks.Session) async throws -> TelemetryReply {
        let batch = try StrictJSON.decode(
            TelemetryBatch.self,
            from: body,
            maximumBytes: ProtocolLimits.telemetryPostBytes
        )
        guard batch.ver == 1 else {
            throw ProtocolError(.unsupportedVersion, "Telemetry version \(batch.ver) is unknown.")
        }
        guard batch.inc == session.incarnation else {
            throw ProtocolError(.wrongIncarnation, "The session is of incarnation \(session.incarnation).")
        }
        guard let last = batch.items.last else {
            links.heard(session.machine, at: runtime.clock())
            return TelemetryReply(through: 0)
        }
        if links.heard(session.machine, health: last.health, at: runtime.clock()) {
            let json = String(decoding: try StrictJSON.encode(last.health), as: UTF8.self)
            let events = runtime.events
            try await runtime.perform { work in
                work.notes.notify(events)
                try Self.tellOfReturn(last.health.update, of: session.machine, in: work)
                try MachineRepository.setHealth(session.machine, json: json, in: work)
            }
        }
        return TelemetryReply(through: last.seq)
    }

    /// A release that did not prove itself is an alarm, once.
    private static func tellOfReturn(_ update: UpdateReport?, of id: String, in work: Work) throws {
        guard let update, !update.kept else { return }
        let machine = try MachineRepository.get(id, in: work)
        let known = machine.health.flatMap { try? StrictJSON.decode(HealthReport.self, from: Array($0.utf8)) }
        guard known?.update != update else { return }
        try AlarmBook.raise(
            .updateReturned,
            subject: id,
            owner: machine.owner,
            text: "\(machine.id.name) did not keep release \(update.number), version \(update.version), and runs the"
                + " earlier one: \(update.reason ?? "no reason was given"). Correct that, and flash it again.",
            in: work
        )
    }
}

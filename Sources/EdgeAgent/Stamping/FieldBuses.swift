import GPIO
import Machine

/// The machine's Modbus buses, by the names of the profile's registers. Each bus has its own thread; see `ModbusBus`.
final class FieldBuses: Sendable {
    private let modbus: ModbusProfile
    private let buses: [String: ModbusBus]

    /// Starts the buses. A port or connection is opened with the first request.
    /// - Parameter endpoints: where simulated buses are, by the bus's id.
    /// - Throws: `lines`.
    init(_ modbus: ModbusProfile, endpoints: [String: ModbusEndpoint] = [:]) throws(AgentError) {
        self.modbus = modbus
        do {
            var buses: [String: ModbusBus] = [:]
            for configuration in try modbus.busConfigurations(endpoints: endpoints) {
                buses[configuration.name] = try ModbusBus(configuration)
            }
            self.buses = buses
        } catch {
            throw AgentError(.lines, "The machine's Modbus buses can't be used.", cause: "\(error)")
        }
    }

    /// Reads registers, those named first before the others, and those side by side in one request.
    /// - Returns: nil when one of them could not be read.
    func read(_ names: [String]) async -> [String: Machine.RegisterValue]? {
        guard let spans = modbus.spans(of: names) else { return nil }
        var values: [String: Machine.RegisterValue] = [:]
        for span in spans {
            guard let bus = buses[span.bus], let words = try? await bus.read(span.readOperation, from: span.device),
                let read = try? span.values(in: words)
            else { return nil }
            values.merge(read) { _, new in new }
        }
        return values
    }

    /// Writes registers that lie side by side, in one request, once.
    ///
    /// What was not sent at all counts as in doubt too: it claims less, and whoever asked reads back before it acts.
    func write(_ writes: [RegisterWrite]) async -> Machine.WriteOutcome {
        let values = Dictionary(writes.map { ($0.name, $0.value) }, uniquingKeysWith: { _, new in new })
        guard let spans = modbus.spans(of: writes.map(\.name)), spans.count == 1, let bus = buses[spans[0].bus],
            let operation = try? spans[0].writeOperation(values)
        else { return .refused }
        switch try? await bus.write(operation, to: spans[0].device) {
        case .done: return .done
        case .refused: return .refused
        case .inDoubt, nil: return .inDoubt
        }
    }

    /// Ends the buses after what is on the wire.
    func close() async {
        for bus in buses.values { await bus.close() }
    }
}

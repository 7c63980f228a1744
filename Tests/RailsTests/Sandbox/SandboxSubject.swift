import Rails
import TestSupport
import Testing

/// The sandbox under the contract.
final class SandboxSubject: RailContractSubject {
    private actor Holder {
        var rail: SandboxRail
        var references: [String] = []

        init(_ rail: SandboxRail) {
            self.rail = rail
        }

        func set(_ rail: SandboxRail) {
            self.rail = rail
        }

        func add(_ reference: String) {
            references.append(reference)
        }

        func takeUnconfirmed() -> [String] {
            defer { references = [] }
            return references
        }

        func forget(_ reference: String) {
            references.removeAll { $0 == reference }
        }
    }

    private let directory: TemporaryDirectory
    private let configuration: SandboxConfiguration
    private let holder: Holder

    init(canHold: Bool) throws {
        directory = try TemporaryDirectory()
        configuration = SandboxConfiguration(directory: directory.path, canHold: canHold)
        holder = Holder(try SandboxRail(configuration))
    }

    var rail: any Rail {
        get async { await holder.rail }
    }

    func reopen() async throws {
        await holder.rail.close()
        await holder.set(try SandboxRail(configuration))
    }

    func pay(_ address: String, _ amountText: String) async throws -> String {
        let reference = try await holder.rail.pay(address: address, amountText: amountText, confirmations: 0)
        await holder.add(reference)
        return reference
    }

    func confirm() async throws {
        for reference in await holder.takeUnconfirmed() { try await holder.rail.confirm(reference: reference) }
    }

    func doubleSpend(_ reference: String) async throws {
        try await holder.rail.replace(reference: reference)
        await holder.forget(reference)
    }

    func reorganise(_ reference: String) async throws {
        try await holder.rail.reorganise(reference: reference)
    }
}

import ArgumentParser
import Foundation
import Protocol

/// `mintmark rollback`.
struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Let a machine go back to the release that its present one replaced.",
        discussion: "The earlier release has to prove itself like a new one, or the machine stays with the present one."
    )

    @Argument(help: "The machine, as ssh knows it.")
    var host: String

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var coordinator: CoordinatorOptions

    func run() async throws {
        try await RemoteHost.with(host) { host in
            let flasher = Flasher(host: host)
            let facts = try await flasher.facts()
            guard facts.mayBecomeRoot else { throw SSHTrouble.sudo(host: host.name) }
            guard let previous = facts.previous else {
                throw CommandError("\(host.name) has no release to go back to.", status: .notThere)
            }
            let present = facts.current.map { " from \($0.version) (\($0.number))" } ?? ""
            try confirmation.ask("Go back\(present) to \(previous.version) (\(previous.number)) on \(host.name)?")
            try await flasher.claim()
            let begun = try await flasher.begin("back", script: "/opt/mintmark/agent/slots")
            let state = try await flasher.follow(begun, seconds: 300) { Terminal.complain("  \($0)") }
            guard state == .kept else { throw FlashEnd.error(state, host: host.name) }
            Terminal.say("\(host.name) runs \(previous.version) (\(previous.number)) again.")
            let after = try await flasher.facts()
            if after.digests[Self.profile] != facts.digests[Self.profile] { try await record(after, flasher) }
        }
    }

    private static let profile = "settings/profile.jws"

    /// The profile went back too, and the coordinator sells nothing over a machine that runs another one than is on
    /// record.
    private func record(_ facts: TargetFacts, _ flasher: Flasher) async throws {
        do {
            guard let machine = facts.status?.machine else {
                throw CommandError("Its agent does not say which machine it is.", status: .unavailable)
            }
            let folder = try LocalFile.temporaryFolder("mintmark")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let path = "\(folder)/profile.jws"
            try LocalFile.write(Array(await flasher.settingsFile("profile.jws").utf8), to: path)
            try await MachineSettings.record(ProfileFile.read(path, board: nil, boards: nil), of: machine, coordinator)
        } catch let error as CommandError {
            throw CommandError(
                "It has its earlier profile again, which could not be put on record: it sells nothing until mintmark"
                    + " machine profile does it.",
                cause: error.message,
                status: error.status
            )
        }
    }
}

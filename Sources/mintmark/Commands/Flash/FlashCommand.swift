import ArgumentParser
import Foundation
import Protocol

/// `mintmark flash`.
struct FlashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flash",
        abstract: "Put a release on a machine over ssh; it returns to the earlier one unless it proves itself.",
        discussion: """
            Uses your own ssh: its configuration, keys and known hosts. The machine tries the release in its free slot \
            and keeps it when the agent runs with its outputs safe, its lines tested, its journal writable and the \
            coordinator reached. If that fails, or the connection is lost, it returns to the earlier release by \
            itself. Nothing is flashed while a delivery or a run is under way.
            """
    )

    @Argument(help: "The machine, as ssh knows it: pi@10.0.0.5.")
    var host: String?

    @Option(
        help: ArgumentHelp(
            "A file with a host a line, or HOST NAME PROFILE; flashed in turn, up to the first failure.",
            valueName: "file"
        ),
        completion: .file()
    )
    var hosts: String?

    @Option(help: ArgumentHelp("The release; see mintmark release.", valueName: "file"), completion: .file())
    var release: String

    @OptionGroup var trust: ReleaseTrust
    @OptionGroup var settings: MachineSettings

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Keep the release although the coordinator was not reached.")
    var offline = false

    @Flag(help: "Flash although the agent there does not say whether something moves.")
    var evenIfSilent = false

    @Flag(help: "Flash although what runs there now could not read the journal any more: there is no way back.")
    var oneWay = false

    @Option(help: ArgumentHelp("How long to wait for the end of a delivery or a run.", valueName: "seconds"))
    var wait = 0

    @Option(help: ArgumentHelp("How long the release has to prove itself.", valueName: "seconds"))
    var gateSeconds = 60

    @OptionGroup var coordinator: CoordinatorOptions

    func validate() throws {
        guard (host == nil) != (hosts == nil) else { throw ValidationError("Say HOST, or --hosts FILE, not both.") }
        guard hosts == nil || settings.name == nil && settings.profile == nil else {
            throw ValidationError("With --hosts the names and profiles are in the file.")
        }
        guard (0...86_400).contains(wait) else { throw ValidationError("--wait is from 0 to 86400 seconds.") }
        guard (5...600).contains(gateSeconds) else {
            throw ValidationError("--gate-seconds is from 5 to 600.")
        }
    }

    func run() async throws {
        let folder = try LocalFile.temporaryFolder("mintmark")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bundle = try await ReleaseBundle.open(release, keys: trust.keys(), into: folder)
        guard let hosts else {
            return try await flash(HostList.Entry(host: host ?? ""), settings, bundle)
        }
        let list = try HostList.parse(LocalFile.text(hosts), file: hosts)
        for (index, entry) in list.enumerated() {
            Terminal.complain("[\(index + 1)/\(list.count)] \(entry.host)")
            var settings = settings
            settings.name = entry.name
            settings.profile = entry.profile
            do {
                try await flash(entry, settings, bundle)
            } catch {
                let rest = list.dropFirst(index + 1).map(\.host)
                if !rest.isEmpty { Terminal.complain("Not flashed: \(rest.joined(separator: ", ")).") }
                throw error
            }
        }
    }

    private func flash(_ entry: HostList.Entry, _ settings: MachineSettings, _ bundle: ReleaseBundle) async throws {
        try await RemoteHost.with(entry.host) { host in
            let flasher = Flasher(host: host)
            let facts = try await idle(flasher)
            // A dry run asks the coordinator for nothing that it would have to keep.
            let isNew = facts.digests["settings/agent.json"] == nil
            let files = dryRun && isNew ? settings.placeholders : try await settings.files(isNew: isNew, coordinator)
            let plan = FlashPlan(
                facts,
                bundle.claims,
                compact: bundle.compact,
                settings: files,
                now: WallClock.milliseconds / 1_000,
                overrides: overrides
            )
            let name = "\(bundle.claims.version) (\(bundle.claims.number))"
            Terminal.put(FlashText.plan(plan, facts, host.name, name, .current(isUTC: false)))
            guard plan.problems.isEmpty else {
                throw CommandError("Nothing was changed on \(host.name): \(plan.problems[0]).", status: plan.end)
            }
            if plan.isDone {
                // An earlier call may have ended before this.
                if !dryRun { try await record(settings, of: facts.status?.machine) }
                return Terminal.complain("It runs there already; nothing was changed.")
            }
            if dryRun { return }
            try await put(plan, files, bundle, flasher)
            try await end(flasher, name: name, settings)
        }
    }

    private var overrides: FlashPlan.Overrides {
        var overrides: FlashPlan.Overrides = []
        if evenIfSilent { overrides.insert(.silentAgent) }
        if oneWay { overrides.insert(.oneWay) }
        return overrides
    }

    /// What the computer says, after the end of what is under way if the technician waits for it.
    private func idle(_ flasher: Flasher) async throws -> TargetFacts {
        let end = ContinuousClock.now + .seconds(wait)
        while true {
            let facts = try await flasher.facts()
            guard let busy = facts.status?.busy, !busy.isEmpty, ContinuousClock.now < end else { return facts }
            Terminal.complain("It works: \(busy.joined(separator: ", ")). Waiting.")
            try await Task.sleep(for: .seconds(2))
        }
    }

    private func put(
        _ plan: FlashPlan,
        _ settings: [String: [UInt8]],
        _ bundle: ReleaseBundle,
        _ flasher: Flasher
    ) async throws {
        var options = ["seconds": "\(gateSeconds)\n"]
        if offline { options["offline"] = "--offline\n" }
        if evenIfSilent { options["force"] = "\n" }
        let total = plan.missingBytes
        let progress = SharedProgress("Sending")
        let folder = bundle.folder
        let compact = Array("\(bundle.compact)\n".utf8)
        try await flasher.upload(plan, release: bundle.claims, options: options) { file in
            if let bytes = settings[file.path] { return bytes }
            if file.path == ReleaseClaims.claimsFile { return compact }
            return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file.path)")))
        } shown: { sent in
            progress.show("\(FlashText.bytes(sent)) of \(FlashText.bytes(total))")
        }
        progress.end()
    }

    private func end(_ flasher: Flasher, name: String, _ settings: MachineSettings) async throws {
        let begun = try await flasher.begin("install", script: "/opt/mintmark/agent/incoming/slots")
        let state = try await flasher.follow(begun, seconds: gateSeconds + 240) { Terminal.complain("  \($0)") }
        let host = flasher.host.name
        guard state == .kept else { throw FlashEnd.error(state, host: host) }
        let machine = try await flasher.facts().status?.machine
        try await record(settings, of: machine)
        Terminal.say("\(host) runs \(name)\(machine.map { " as \($0)" } ?? "").")
    }

    private func record(_ settings: MachineSettings, of machine: String?) async throws {
        guard let profile = settings.profile, let machine, !offline else { return }
        try await settings.record(profile, of: machine, coordinator)
    }
}

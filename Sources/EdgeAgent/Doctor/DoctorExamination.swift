import Doctor
import GPIO
import Journal
import Machine
import NIOPosix
import Platform
import Protocol
import SQLite

/// Gathers the facts of this machine. While the agent runs its lines, buses and journal are left alone.
struct DoctorExamination: Sendable {
    private let arguments: DoctorArguments

    init(_ arguments: DoctorArguments) { self.arguments = arguments }

    /// What was found, and what a support file is made of.
    func run() async -> DoctorResult {
        let state = arguments.state
        let isAgentRunning = JournalStore.isInUse(directory: state)
        var result = DoctorResult(isAgentRunning: isAgentRunning, state: state, config: arguments.config)
        result.facts.setup.machine = Self.machine(state)
        var configuration: AgentConfiguration?
        do {
            configuration = try AgentConfiguration.load(arguments.config)
            result.facts.setup.machine = configuration.flatMap { Self.machine(state, name: $0.name) }
        } catch {
            result.facts.setup.configurationProblem = "\(error)"
        }
        result.configuration = configuration
        // Held to the end: an agent that starts meanwhile would take lines that are being looked at.
        let stored = StoredTrust(state: state, configuration: configuration, isAgentRunning: isAgentRunning)
        result.stored = stored
        let profile = configuration.flatMap { load($0, stored.trust?.keyset, &result.facts.setup) }
        result.profile = profile
        if let profile, let configuration, !isAgentRunning { await examine(profile, configuration, &result.facts) }
        await examineLink(configuration, stored, &result.facts)
        result.facts.queue = result.facts.queue ?? stored.queue
        if let profile {
            result.facts.release = result.facts.release ?? ReleaseFacts(hasOutputs: !profile.lanes.isEmpty)
        }
        result.facts.release?.kernelKeepsOutputs = HostExamination.keepsOutputs()
        result.facts.disk = try? await DedicatedThread.run("doctor-disk") { DiskExamination(folder: state).run() }
        result.facts.versions = HostExamination.versions(
            agent: ProgramVersion.text,
            sqlite: Connection.libraryVersion
        )
        withExtendedLifetime(stored) {}
        return result
    }

    /// The machine's id, when it has its identity key.
    private static func machine(_ state: String, name: String? = nil) -> String? {
        guard let name, let key = try? KeyFile.load("\(state)/identity.key") else { return nil }
        return (try? MachineID(name: name, identity: key.verifyingKey)).map { "\($0)" }
    }

    /// The profile, believed as far as anybody can check it here.
    private func load(
        _ configuration: AgentConfiguration,
        _ keyset: Keyset?,
        _ setup: inout SetupFacts
    ) -> MachineProfile? {
        do {
            let profile =
                try keyset.map { try SignedProfile.load(configuration.profileFile, keyset: $0) }
                ?? SignedProfile.loadUnverified(configuration.profileFile)
            setup.profile = keyset == nil ? .unverified : .verified
            setup.profileName = profile.name
            return profile
        } catch {
            setup.profile = .unusable
            setup.profileProblem = "\(error)"
            return nil
        }
    }

    private func examine(
        _ profile: MachineProfile,
        _ configuration: AgentConfiguration,
        _ facts: inout DoctorFacts
    ) async {
        let provider = configuration.lineProvider
        if !profile.lanes.isEmpty || !profile.interlocks.isEmpty {
            let found = try? await DedicatedThread.run("doctor-lines") {
                LineExamination(profile: profile, provider: provider).run()
            }
            (facts.inputs, facts.outputs) = found ?? ([], [])
        }
        await drive(profile, provider, &facts)
        guard let modbus = profile.modbus else { return }
        // The configuration was checked when it was read.
        let endpoints = (try? configuration.busEndpoints()) ?? [:]
        facts.buses = await BusExamination(
            modbus,
            endpoints: endpoints,
            reads: arguments.reads,
            scan: arguments.scan
        ).run()
    }

    /// Drives what was allowed, and nothing else.
    private func drive(
        _ profile: MachineProfile,
        _ provider: any LineBankProvider,
        _ facts: inout DoctorFacts
    ) async {
        var targets: [PulseTarget] = []
        for (place, name) in arguments.pulses.enumerated() {
            guard place < PulseTarget.mostTargets else {
                let reason = "only \(PulseTarget.mostTargets) are done in one call; call again for the rest"
                facts.setup.refusedConsents.append(SetupFacts.Refusal(name: name, reason: reason))
                continue
            }
            switch PulseTarget.resolve(name, in: profile) {
            case .success(let target): targets.append(target)
            case .failure(let refused):
                facts.setup.refusedConsents.append(SetupFacts.Refusal(name: name, reason: refused.reason))
            }
        }
        let lanes = targets.compactMap { target in
            if case .lane(let lane) = target { lane } else { nil }
        }
        let pulses = try? await DedicatedThread.run("doctor-pulse") {
            PulseTest(profile: profile, provider: provider).run(lanes)
        }
        facts.pulses = pulses ?? []
        guard let chosen = ReleaseTest.choice(among: targets, after: facts.pulses) else { return }
        let config = arguments.config
        let trials = try? await DedicatedThread.run("doctor-release") {
            ReleaseTest(provider: provider, program: "/proc/self/exe") { line, isActiveLow in
                [
                    "doctor", "--config", config, "--hold-chip", line.chip, "--hold-line", line.line,
                    "--hold-active-low", isActiveLow ? "1" : "0",
                ]
            }.run([chosen])
        }
        facts.release = ReleaseFacts(trials: trials ?? [], hasOutputs: !profile.lanes.isEmpty)
    }

    private func examineLink(
        _ configuration: AgentConfiguration?,
        _ stored: StoredTrust,
        _ facts: inout DoctorFacts
    ) async {
        var offset = arguments.callerMilliseconds.map { caller in
            ClockFacts.Offset(
                source: .caller,
                milliseconds: ClockExamination.wallMilliseconds - caller,
                uncertaintyMilliseconds: Self.callUncertaintyMilliseconds
            )
        }
        var link = stored.link
        if facts.setup.isAgentRunning, let path = configuration?.localSocket {
            let metrics = try? await DedicatedThread.run("doctor-metrics") { AgentScrape.read(path) }
            if let metrics = metrics ?? nil {
                link.hasSession = metrics.isConnected
                facts.queue = metrics.queue
                facts.queue?.setAside = stored.queue.setAside
                offset = metrics.clockOffset ?? offset
            }
            let status = try? await DedicatedThread.run("doctor-status") { try Self.status(path) }
            link.quarantine = status?.quarantine
            facts.setup.troubles = status?.troubles ?? []
        } else if let configuration {
            let addresses = stored.trust?.keyset.endpoints ?? configuration.coordinator
            let found = await LinkExamination(addresses: addresses, pins: stored.trust?.keyset.tlsPins).run()
            link.addresses = found.addresses
            offset = found.offset ?? offset
        }
        facts.link = link
        facts.clock = ClockExamination(stateFolder: arguments.state).run(offset: offset)
    }

    /// What the running agent says of itself.
    private static func status(_ socket: String) throws -> AgentStatus {
        let answer = try LocalClient.request("GET", "/status", socket: socket)
        return try StrictJSON.decode(AgentStatus.self, from: answer.body)
    }

    /// How long it may take from the caller's clock to ours: a connection over SSH has to be made first.
    private static let callUncertaintyMilliseconds: Int64 = 5_000
}

import Machine
import Protocol
import Supervision

/// A simulated machine of the demo: its simulator, its agent, and where both keep what is theirs.
struct DemoMachine: Sendable {
    /// The machine's name.
    let name: String
    /// What it is.
    let profile: MachineProfile
    /// Where its things are.
    let files: DemoFolder.Files
    /// What is broken in it.
    let faults: FaultScript
    /// Where its Modbus buses are served.
    let busPorts: [String: Int]

    /// Prepares it; nothing runs yet.
    init(_ name: String, _ profile: MachineProfile, faults: String, in folder: DemoFolder) throws {
        self.name = name
        self.profile = profile
        files = folder.files(of: name)
        self.faults = try FaultScript(parsing: faults, for: profile)
        var ports: [String: Int] = [:]
        for bus in profile.modbus?.buses ?? [] { ports[bus.id] = try DemoPort.free() }
        busPorts = ports
        try LocalFile.makeFolder(files.agent)
    }

    /// One of Mintmark's own profiles, for a simulated board.
    static func profile(_ file: String) throws -> MachineProfile {
        try ProfileFile.read(Installation.hardware("machines/\(file)"), board: "simulated", boards: nil)
    }

    /// What its simulator is called among the demo's programs.
    var simulator: String { "\(name)-simulator" }
    /// What its agent is called among the demo's programs.
    var agent: String { "\(name)-agent" }

    /// Whether an instruction for simulators names a lane, a station or an interlock of it.
    func isMeant(by instruction: String) -> Bool {
        let ids = profile.lanes.map(\.id) + profile.stations.map(\.id) + profile.interlocks.map(\.id)
        return instruction.split(whereSeparator: { " =,".contains($0) }).contains { ids.contains(String($0)) }
    }

    /// The simulator's program. The profile it plays is the one that is signed for the agent, so that both mean the
    /// same machine.
    func simulatorProgram(profileKey: String, _ folder: DemoFolder) throws -> ChildProgram {
        let envelope = try Envelope.sign(ProfileClaims(profile: profile), as: .profile, with: KeyFile.load(profileKey))
        try LocalFile.write(Array("\(envelope.compact)\n".utf8), to: files.profile)
        let broken = faults.description
        return ChildProgram(
            name: simulator,
            executable: Installation.executable,
            arguments: [
                "simulate", "--profile", files.profile, "--socket", files.chip, "--control", files.control,
                "--log", files.world,
            ] + busPorts.flatMap { ["--bus", "\($0.key)=\($0.value)"] } + (broken.isEmpty ? [] : ["--faults", broken]),
            logFile: folder.log(of: simulator)
        )
    }

    /// The agent's program, as a real machine runs it.
    func agentProgram(_ folder: DemoFolder) throws -> ChildProgram {
        ChildProgram(
            name: agent,
            executable: try Installation.program("mintmark-agent"),
            arguments: ["--state", files.agent, "--config", files.configuration, "--log", "text"],
            logFile: folder.log(of: agent),
            policy: ChildPolicy(watchdogMilliseconds: UInt64(profile.limits.watchdogMilliseconds))
        )
    }

    /// What the simulator saw happen so far, oldest first.
    func world() throws -> [MachineLogEntry] {
        guard LocalFile.exists(files.world) else { return [] }
        return try MachineLogEntry.read(String(decoding: LocalFile.read(files.world), as: UTF8.self))
    }
}

import Foundation
import GPIO
import Machine
import Protocol
import TestSupport

/// A machine that was never started: a configuration, a profile of one lane, and a chip served by this process, so that
/// what it drives outlives every program that is tested.
final class WiringBench {
    let label = "bench"
    let chip: SimulatedChip
    /// What the agent and its doctor are called with.
    let arguments: [String]
    private let server: SimulatedChipServer

    init(_ folder: TemporaryDirectory, _ behaviour: ReleaseBehaviour) throws {
        chip = SimulatedChip(label: label, lines: ["motor", "drop", "spare"], releaseBehaviour: behaviour)
        chip.setInput(LineName(chip: label, line: "drop"), .high)
        server = try SimulatedChipServer(chip: chip, socketPath: folder.path("chip"))
        let lane = Lane(
            id: "A1",
            motor: OutputLine(name: LineName(chip: label, line: "motor")),
            home: nil,
            drop: InputLine(name: LineName(chip: label, line: "drop"), activeLow: true, bias: .pullUp),
            maxOnMilliseconds: 2_000,
            minimumOffMilliseconds: 100,
            homeTimeoutMilliseconds: nil,
            pulseMilliseconds: 100,
            dropWindowMilliseconds: 100,
            capacity: 1
        )
        let profile = MachineProfile(
            name: "bench",
            board: "simulated",
            chip: label,
            lanes: [lane],
            interlocks: [],
            limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 100)
        )
        let key = SigningKey()
        let signed = try Envelope.sign(ProfileClaims(profile: profile), as: .profile, with: key).compact
        try signed.write(toFile: folder.path("profile.jws"), atomically: true, encoding: .utf8)
        try key.verifyingKey.text.write(toFile: folder.path("root.pub"), atomically: true, encoding: .utf8)
        let configuration = """
            {"name":"bench-1","coordinator":["https://127.0.0.1:\(try freePort())"],
            "rootKeyFile":"\(folder.path("root.pub"))","profileFile":"\(folder.path("profile.jws"))",
            "lines":{"kind":"socket","path":"\(folder.path("chip"))"}}
            """
        try configuration.write(toFile: folder.path("agent.json"), atomically: true, encoding: .utf8)
        let state = folder.path("state")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        arguments = ["--state", state, "--config", folder.path("agent.json")]
    }

    func close() { server.close() }
}

import Foundation
import Supervision
import TestSupport
import Testing

/// A stamping line on a serial port of the machine: the PLC is simulated here, at the other end of the wire.
@Suite(
    "On the emulated machine, stamping over its serial port",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(20))
)
struct RigStampTests {
    /// Over a wire, and with the patience that emulation asks for.
    private static let changes = [
        "tcp: {host: 192.168.10.20, port: 502}":
            "rtu: {device: /dev/serial/by-path/rig-field, baud: 115200, parity: none, stopBits: 1, rs485: none}",
        "requestTimeout: 300ms": "requestTimeout: 1s", "byteTimeout: 50ms": "byteTimeout: 300ms",
        "period: 300ms, timeout: 1s": "period: 1s, timeout: 4s",
        "outputWatchdog, value: 1000": "outputWatchdog, value: 5000",
    ]

    @Test func aPowerCutWhileItMarksScrapsOneUnitAndTheRunGoesOn() async throws {
        let folder = try TemporaryDirectory()
        let log = folder.path("marks")
        var line = try await Self.startLine(folder, log)
        let site = try await RigSite.start(
            Stand.Options(machine: "stamping-line", machineChanges: Self.changes),
            serial: line.terminal
        )
        let run = try await site.stand.orderRun(count: 5, spare: 3)

        // The power of the whole line goes as soon as the third unit is marked: the machine's, and the PLC's.
        try await eventually("three units are marked", timeoutSeconds: 120) { try Self.marks(log).count >= 3 }
        try await site.rig.rig("cut")
        line.process.terminate()
        try await line.process.waitUntilExit()
        line = try await Self.startLine(folder, log)
        try await site.rig.rig("up", environment: ["RIG_SERIAL": line.terminal])

        let view = try await Self.ended(run, at: site)
        #expect(view["commissioned"].text == "5" && view["scrapped"].text == "1", "\(view)")
        let units = try await site.stand.units(of: run)
        let marks = try Self.marks(log)
        #expect(marks.count == 6 && Set(marks).count == 6, "each serial was marked at most once: \(marks)")
        #expect(Set(marks) == Set(units.map { $0["serial"].text }.filter { !$0.isEmpty }))
        let scrapped = units.filter { $0["state"].text == "scrapped" }.map { $0["serial"].text }
        #expect(scrapped == [marks[2]], "the unit that was in doubt")
        try await site.rig.rig("down")
    }

    /// The run once it has ended; a run that does not end is told with what its machine says.
    private static func ended(_ run: String, at site: RigSite) async throws -> JSONValue {
        do {
            return try await site.stand.endedRun(run, seconds: 300)
        } catch {
            let log = try await site.rig.sh(
                """
                systemctl status --no-pager mintmark-agent | head -12
                sudo journalctl -b -u mintmark-agent -o cat | tail -25
                ls -l /dev/serial/by-path
                """
            )
            throw TestSupportError("\(error)\n--- machine ---\n\(log)")
        }
    }

    /// Starts the line's PLC.
    /// - Returns: its program, and the terminal that is the other end of its wire.
    private static func startLine(
        _ folder: TemporaryDirectory,
        _ log: String
    ) async throws -> (process: ChildProcess, terminal: String) {
        let profile = folder.path("line.yaml")
        let file = "\(PackageRoot.path)/hardware/machines/stamping-line.yaml"
        try changes.reduce(String(contentsOfFile: file, encoding: .utf8)) { text, change in
            text.replacingOccurrences(of: change.key, with: change.value)
        }.write(toFile: profile, atomically: true, encoding: .utf8)
        let process = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: [
                "simulate", "--profile", profile, "--boards", "\(PackageRoot.path)/hardware/boards", "--log", log,
            ]
        )
        try await process.waitForLine(containing: "is simulated at")
        guard let place = process.lines.joined().firstMatch(of: /\/dev\/pts\/[0-9]+/) else {
            throw TestSupportError("the line has no terminal: \(process.lines)")
        }
        return (process, String(place.output))
    }

    /// The serials that the marker put on units, in their order.
    private static func marks(_ log: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: log) else { return [] }
        return try MachineLogEntry.read(String(contentsOfFile: log, encoding: .utf8))
            .filter { $0.what == .mark }.compactMap(\.serial)
    }
}

import Foundation
import TestSupport

/// A machine under emulation whose coordinator runs on this computer, so that the network between them can be cut.
struct RigSite {
    /// Where this computer's loopback is for the machine.
    private static let coordinator = "https://10.0.2.100:8443"

    let rig: Rig
    let stand: Stand

    /// Starts both and waits until the machine is ready.
    /// - Parameters:
    ///   - serial: the other end of the machine's serial port, a terminal, if there is one.
    ///   - suite: the machine's Debian.
    ///   - clock: what its clock says when its agent starts first; the present time if nil.
    static func start(
        _ options: Stand.Options = Stand.Options(),
        serial: String? = nil,
        suite: String = "bookworm",
        clock: String? = nil
    ) async throws -> RigSite {
        var options = options
        options.publicURL = coordinator
        let stand = try await Stand.startCoordinator(options)
        var environment = ["RIG_FORWARD": String(stand.port), "RIG_SUITE": suite]
        if let serial { environment["RIG_SERIAL"] = serial }
        let site = RigSite(rig: try Rig(environment: environment), stand: stand)
        try await site.rig.prepare()
        try await site.rig.rig("up")
        try await site.rig.install("mintmark-agent")
        try await stand.compileProfile(board: "raspberry-pi-4")
        try await site.rig.wire(stand.folder.path("profile.json"))
        let files = [try await stand.secretFile(), stand.folder.path("profile.jws")]
        for file in files { try await site.rig.rig("copy", file, "/home/technician/") }
        if let clock { try await site.rig.sh("sudo date -s '\(clock)'") }
        try await site.rig.startAgent(coordinator: coordinator)
        try await stand.furnish()
        return site
    }

    /// Orders and pays.
    func sell(_ selection: String) async throws -> String {
        try await until(selection, isReady: true)
        let order = try await stand.order(selection)
        try await stand.pay(order["id"].text)
        return order["id"].text
    }

    /// Waits until the machine could deliver a selection, or could not.
    func until(_ selection: String, isReady: Bool) async throws {
        do {
            try await stand.until(selection, isReady: isReady)
        } catch {
            let state = try await rig.sh("sudo rig-world lines; tail /run/rig/log")
            throw TestSupportError("\(error)\n\(state)")
        }
    }

    /// Waits until a sale is as it should be.
    @discardableResult
    func sale(_ id: String, until condition: @escaping @Sendable (JSONValue) -> Bool) async throws -> JSONValue {
        do {
            return try await stand.sale(id, seconds: 120, until: condition)
        } catch {
            let log = try await rig.sh("cat /run/rig/log; sudo journalctl -u mintmark-agent -o cat | tail -15")
            throw TestSupportError("\(error)\n\(log)")
        }
    }
}

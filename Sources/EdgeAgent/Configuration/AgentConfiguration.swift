import FoundationEssentials
package import GPIO
import Logging
import Protocol

/// The agent's configuration, one JSON file. Unknown members are refused, so that a misspelt one is not ignored.
///
/// ```json
/// {
///   "name": "lobby-1",
///   "coordinator": ["https://coordinator.example:8443"],
///   "rootKeyFile": "/etc/mintmark/root.pub",
///   "profileFile": "/etc/mintmark/profile.jws",
///   "lines": {"kind": "kernel"}
/// }
/// ```
package struct AgentConfiguration: Sendable, Codable, Equatable {
    /// Where the lines are.
    package struct Lines: Sendable, Codable, Equatable {
        /// The kinds of line.
        package enum Kind: String, Sendable, Codable {
            /// The kernel's chips.
            case kernel
            /// A simulated chip behind a Unix socket.
            case socket
        }

        /// Which kind.
        package var kind: Kind
        /// The socket's path, for `socket`.
        package var path: String?

        /// Makes the setting.
        package init(kind: Kind, path: String? = nil) {
            self.kind = kind
            self.path = path
        }
    }

    /// The machine's name: a-z, 0-9 and hyphens, at most 48.
    package var name: String
    /// Where to find the coordinator before the first keyset is stored, in the order to try.
    package var coordinator: [String]
    /// A file with the deployment's root key in base64url; this or a secret pins the deployment.
    package var rootKeyFile: String?
    /// A file with the one-time enrolment secret.
    package var secretFile: String?
    /// A file with the signed profile.
    package var profileFile: String
    /// Where the lines are.
    package var lines: Lines
    /// Where simulated Modbus buses are, by the bus's id in the profile: `127.0.0.1:PORT`, or the path of a pseudo
    /// terminal. All others are where the profile says.
    package var simulatedBuses: [String: String]?
    /// The Unix socket for programs of this computer: metrics, status and lease; none without it.
    package var localSocket: String?
    /// `debug`, `info`, `warning` or `error`.
    package var logLevel: String?

    private static let members: Set<String> = [
        "name", "coordinator", "rootKeyFile", "secretFile", "profileFile", "lines", "simulatedBuses",
        "localSocket", "logLevel",
    ]

    /// Makes a configuration.
    package init(
        name: String,
        coordinator: [String],
        rootKeyFile: String?,
        secretFile: String?,
        profileFile: String,
        lines: Lines,
        simulatedBuses: [String: String]? = nil,
        localSocket: String?,
        logLevel: String?
    ) {
        self.name = name
        self.coordinator = coordinator
        self.rootKeyFile = rootKeyFile
        self.secretFile = secretFile
        self.profileFile = profileFile
        self.lines = lines
        self.simulatedBuses = simulatedBuses
        self.localSocket = localSocket
        self.logLevel = logLevel
    }

    /// Reads the file at `path`.
    /// - Throws: `configuration`, naming the file and what to change in it.
    package static func load(_ path: String) throws(AgentError) -> AgentConfiguration {
        let bytes = try TextFile.read(path)
        let configuration: AgentConfiguration
        do {
            try StrictJSON.check(bytes, maximumBytes: bytes.count)
            let members = try JSONDecoder().decode([String: Anything].self, from: Data(bytes))
            if let unknown = members.keys.filter({ !Self.members.contains($0) }).min() {
                throw AgentError(
                    .configuration,
                    "\(path) has a member \"\(unknown)\" that is unknown; the members are "
                        + "\(Self.members.sorted().joined(separator: ", "))."
                )
            }
            configuration = try JSONDecoder().decode(AgentConfiguration.self, from: Data(bytes))
        } catch let error as AgentError {
            throw error
        } catch {
            throw AgentError(.configuration, "\(path) is not a configuration of this agent.", cause: "\(error)")
        }
        try configuration.check(path)
        return configuration
    }

    private func check(_ path: String) throws(AgentError) {
        guard rootKeyFile != nil || secretFile != nil else {
            throw AgentError(
                .configuration,
                "\(path) pins no deployment: give rootKeyFile or secretFile; nothing is trusted on first use."
            )
        }
        guard !coordinator.isEmpty else {
            throw AgentError(.configuration, "\(path) names no coordinator; give at least one https:// address.")
        }
        for endpoint in coordinator { _ = try Endpoint(endpoint) }
        if let logLevel, Logger.Level(rawValue: logLevel) == nil {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw AgentError(.configuration, "\(path) asks for the log level \"\(logLevel)\"; there are \(levels).")
        }
        _ = try busEndpoints()
        guard lines.kind == .kernel || lines.path != nil else {
            throw AgentError(.configuration, "\(path) asks for simulated lines without the path of their socket.")
        }
    }

    /// Where the lines come from.
    package var lineProvider: any LineBankProvider {
        switch lines.kind {
        case .kernel: KernelLineBankProvider()
        case .socket: SocketLineBankProvider(socketPath: lines.path ?? "")
        }
    }

    /// Where simulated buses are.
    /// - Throws: `configuration` for a place that is not on this computer.
    func busEndpoints() throws(AgentError) -> [String: ModbusEndpoint] {
        var endpoints: [String: ModbusEndpoint] = [:]
        for (bus, place) in simulatedBuses ?? [:] {
            let host = "127.0.0.1:"
            if place.hasPrefix(host), let port = UInt16(place.dropFirst(host.count)), port > 0 {
                endpoints[bus] = .tcp(host: "127.0.0.1", port: port)
            } else if place.hasPrefix("/dev/pts/"), let port = try? SerialPort(path: place) {
                endpoints[bus] = .serial(port)
            } else {
                throw AgentError(
                    .configuration,
                    "The simulated bus “\(bus)” is at “\(place)”; write 127.0.0.1:PORT or /dev/pts/NUMBER."
                )
            }
        }
        return endpoints
    }

    /// Any JSON value; only the names of the members matter here.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }
}

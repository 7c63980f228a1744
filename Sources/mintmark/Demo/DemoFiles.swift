import Protocol

/// The configuration files the demo writes.
enum DemoFiles {
    /// The rail's id.
    static let rail = "play-money"
    /// What is paid on it.
    static let asset = "SANDBOX-EUR"

    private struct Coordinator: Encodable {
        struct Listen: Encodable {
            let host = "127.0.0.1"
            let port: Int
        }

        struct Rail: Encodable {
            let id = DemoFiles.rail
            let kind = "sandbox"
            let asset = DemoFiles.asset
            let canHold = true
        }

        let listen: Listen
        let publicURL: String
        let currency = "EUR"
        let rates = [DemoFiles.asset: "1"]
        let rails = [Rail()]
    }

    private struct Agent: Encodable {
        struct Lines: Encodable {
            let kind = "socket"
            let path: String
        }

        let name: String
        let coordinator: [String]
        let secretFile: String
        let profileFile: String
        let lines: Lines
        let simulatedBuses: [String: String]
        let localSocket: String
    }

    /// Writes the coordinator's.
    static func writeCoordinator(_ folder: DemoFolder, port: Int, url: String) throws {
        let file = Coordinator(listen: .init(port: port), publicURL: url)
        try LocalFile.write(StrictJSON.encode(file), to: folder.coordinatorConfiguration)
        try LocalFile.write(Array("\(port)\n".utf8), to: folder.port)
    }

    /// Writes an agent's.
    static func writeAgent(_ machine: DemoMachine, url: String) throws {
        let file = Agent(
            name: machine.name,
            coordinator: [url],
            secretFile: machine.files.secret,
            profileFile: machine.files.profile,
            lines: .init(path: machine.files.chip),
            simulatedBuses: machine.busPorts.mapValues { "127.0.0.1:\($0)" },
            localSocket: machine.files.metrics
        )
        try LocalFile.write(StrictJSON.encode(file), to: machine.files.configuration)
    }
}

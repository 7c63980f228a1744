import Protocol

/// The configuration files the demo writes.
enum DemoFiles {
    /// The rail's id.
    static let rail = "play-money"
    /// What is paid on it.
    static let asset = "SANDBOX-EUR"
    /// The machine's name.
    static let machine = "demo"

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

        let name = DemoFiles.machine
        let coordinator: [String]
        let secretFile: String
        let profileFile: String
        let lines: Lines
        let metricsSocket: String
    }

    /// Writes the coordinator's.
    static func writeCoordinator(_ folder: DemoFolder, port: Int, url: String) throws {
        let file = Coordinator(listen: .init(port: port), publicURL: url)
        try LocalFile.write(StrictJSON.encode(file), to: folder.coordinatorConfiguration)
        try LocalFile.write(Array("\(port)\n".utf8), to: folder.port)
    }

    /// Writes the agent's.
    static func writeAgent(_ folder: DemoFolder, url: String) throws {
        let file = Agent(
            coordinator: [url],
            secretFile: folder.secret,
            profileFile: folder.profile,
            lines: .init(path: folder.chip),
            metricsSocket: folder.metrics
        )
        try LocalFile.write(StrictJSON.encode(file), to: folder.agentConfiguration)
    }
}

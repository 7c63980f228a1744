/// What is installed.
package struct VersionFacts: Codable, Sendable, Equatable {
    /// The agent's version.
    package var agent: String
    /// The kernel's release, `6.1.0-40-amd64`.
    package var kernel: String
    /// The processor, `aarch64`.
    package var architecture: String
    /// The operating system's own name.
    package var system: String
    /// The board, where the firmware says; nil where it does not.
    package var board: String?
    /// libgpiod, linked into the agent.
    package var libgpiod: String
    /// libmodbus.
    package var libmodbus: String
    /// SQLite.
    package var sqlite: String

    /// Versions with all their parts.
    package init(
        agent: String,
        kernel: String,
        architecture: String,
        system: String,
        board: String? = nil,
        libgpiod: String,
        libmodbus: String,
        sqlite: String
    ) {
        self.agent = agent
        self.kernel = kernel
        self.architecture = architecture
        self.system = system
        self.board = board
        self.libgpiod = libgpiod
        self.libmodbus = libmodbus
        self.sqlite = sqlite
    }
}

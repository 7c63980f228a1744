/// A program to start and keep running.
package struct ChildProgram: Sendable, Equatable {
    /// What it is called in reports: a-z, 0-9 and hyphens, unique in a supervisor.
    package var name: String
    /// The path of its file.
    package var executable: String
    /// Its arguments, without the program's own name.
    package var arguments: [String]
    /// Variables beside those of the supervisor itself.
    package var environment: [String: String]
    /// A file that its standard output and error are appended to; nil for the supervisor's own.
    package var logFile: String?
    /// How it is treated.
    package var policy: ChildPolicy

    /// A program.
    package init(
        name: String,
        executable: String,
        arguments: [String] = [],
        environment: [String: String] = [:],
        logFile: String? = nil,
        policy: ChildPolicy = ChildPolicy()
    ) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.logFile = logFile
        self.policy = policy
    }
}

import FoundationEssentials
import Glibc
import Synchronization

extension ChildProcess {
    /// Held while a pipe is made and while a child starts: a pipe not yet marked would stay open in another's child.
    static let starting = Mutex<Void>(())

    /// Starts the program as the leader of a new process group, with default signals and only descriptors 0 to 2.
    static func spawn(
        _ executable: String,
        arguments: [String],
        environment: [String: String],
        workingDirectory: String?,
        input: Int32,
        output: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        for descriptor in openDescriptors() where descriptor > STDERR_FILENO {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        var defaulted = sigset_t()
        sigfillset(&defaulted)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setsigdefault(&attributes, &defaulted)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )

        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, own in own }
        var pid: pid_t = 0
        // The call that changes the folder at the start is not visible to Swift; env does it and becomes the program.
        let prefix = workingDirectory.map { ["env", "-C", $0] } ?? []
        let command = prefix + [executable] + arguments
        let status = withCStrings(command) { arguments in
            withCStrings(variables.map { "\($0.key)=\($0.value)" }) { variables in
                starting.withLock { _ in
                    posix_spawnp(&pid, command[0], &actions, &attributes, arguments, variables)
                }
            }
        }
        guard status == 0 else { throw TestSupportError("cannot start \(executable): \(systemMessage(status))") }
        return pid
    }

    /// This process's descriptors: those not marked to close on exec would hold locks and pipes open in the child.
    private static func openDescriptors() -> [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return (names ?? []).compactMap { Int32($0) }
    }

    /// Calls the body with a null-terminated array of C strings that live as long as the call.
    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}

import Glibc

/// Starts programs so that none outlives the supervisor.
///
/// Each leads a process group of its own, so that Ctrl-C of the terminal reaches the supervisor only, which then ends
/// its children in order. Should the supervisor itself die, the kernel kills them: setpriv(1) of util-linux asks for
/// that (prctl(2), `PR_SET_PDEATHSIG`) and then becomes the program. The kernel counts the *thread* that started a
/// child as its parent, so children are started by a thread that lives as long as the supervisor.
enum ChildSpawner {
    private static let setpriv: String? = ["/usr/bin/setpriv", "/bin/setpriv"].first { path in access(path, X_OK) == 0 }

    /// Starts the program.
    /// - Parameter environment: all of its variables.
    /// - Returns: its process id, which is its group's too.
    /// - Throws: `notStarted`.
    static func spawn(_ program: ChildProgram, environment: [String: String]) throws(SupervisionError) -> pid_t {
        // Asked here, because setpriv would only say so in the child's log.
        guard access(program.executable, X_OK) == 0 else {
            throw SupervisionError(
                .notStarted,
                "\(program.executable) can't be run; is it built, and in this place?",
                cause: systemMessage(errno)
            )
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if let logFile = program.logFile {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, logFile, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        // Network libraries do not mark theirs: a child would hold connections open that are closed here.
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

        let prefix = setpriv.map { [$0, "--pdeathsig", "KILL", "--"] } ?? []
        let command = prefix + [program.executable] + program.arguments
        var pid: pid_t = 0
        let failure = withCStrings(command) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawn(&pid, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard failure == 0 else {
            throw SupervisionError(
                .notStarted,
                "\(program.name) could not be started; can its log \(program.logFile ?? "") be written?",
                cause: systemMessage(failure)
            )
        }
        return pid
    }

    /// Blocks until the process has ended, and leaves it to be reaped, so that its id stays its own.
    static func waitWithoutReaping(_ pid: pid_t) -> ChildExit {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else { return .status(-1) }
        }
        let status = information._sifields._sigchld.si_status
        return information.si_code == Int32(CLD_EXITED) ? .status(status) : .signal(status)
    }

    /// The descriptors of this process; none when the system does not say.
    private static func openDescriptors() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var descriptors: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let descriptor = Int32(name), descriptor != dirfd(folder) { descriptors.append(descriptor) }
        }
        return descriptors
    }

    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}

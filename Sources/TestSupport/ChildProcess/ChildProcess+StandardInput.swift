import Glibc
import Synchronization

extension ChildProcess {
    /// What the child reads on its standard input.
    package enum StandardInput: Sendable {
        /// Nothing: `/dev/null`.
        case null
        /// This text, then the end.
        case text(String)
        /// A pipe that stays open and silent until `closeStandardInput()` or the end of the `ChildProcess`.
        case open
    }

    /// The two ends of one child's standard input: `child` to hand over, `kept` to hold open, or -1.
    static func openInput(_ input: StandardInput) throws -> (child: Int32, kept: Int32) {
        switch input {
        case .null:
            return (open("/dev/null", O_RDONLY | O_CLOEXEC), -1)
        case .open:
            let ends = try makePipe()
            return (ends.read, ends.write)
        case .text(let text):
            // A file without a name instead of a pipe: it takes any length without a second thread.
            var name = Array("/tmp/mintmark-input-XXXXXX".utf8CString)
            let descriptor = mkstemp(&name)
            guard descriptor >= 0 else { throw TestSupportError("no file for the input: \(systemMessage(errno))") }
            unlink(name)
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { throw TestSupportError("no input written: \(systemMessage(errno))") }
                rest = rest.dropFirst(count)
            }
            lseek(descriptor, 0, SEEK_SET)
            return (descriptor, -1)
        }
    }

    /// A pipe that children do not inherit.
    static func makePipe() throws -> (read: Int32, write: Int32) {
        try starting.withLock { _ in
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw TestSupportError("no pipe: \(systemMessage(errno))") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
    }
}

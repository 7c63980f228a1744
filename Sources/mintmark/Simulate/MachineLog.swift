import Glibc
import Supervision

/// The file that remembers what the simulated motors and goods did. A line is in the kernel's hands before anything
/// else happens because of it, so killing any program loses no firing.
final class MachineLog: Sendable {
    private let descriptor: Int32

    /// Opens the file for appending; nil keeps no log.
    init(_ path: String?) throws {
        guard let path else {
            descriptor = -1
            return
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError("The log \(path) can't be opened.", cause: String(cString: strerror(errno)))
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Appends one line, in one write.
    func append(_ entry: MachineLogEntry) {
        guard descriptor >= 0 else { return }
        let bytes = Array((entry.line + "\n").utf8)
        let count = write(descriptor, bytes, bytes.count)
        if count != bytes.count { Terminal.complain("A line of the log could not be written: \(entry.line)") }
    }
}

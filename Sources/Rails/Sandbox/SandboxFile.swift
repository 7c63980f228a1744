import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// `sandbox.jsonl`: one event per line, appended and fsynced before anyone is told. One process owns it at a time.
struct SandboxFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    /// Where the next line begins.
    private var end: off_t = 0

    /// Opens or creates the file and locks it. Throws `storage`.
    init(directory: String) throws(RailError) {
        let path = directory + "/sandbox.jsonl"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("opened", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = Self.failure("locked (does another process have it open?)", path)
            close(descriptor)
            throw failure
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // Closing alone would leave the lock with a child that was forked and has not called exec yet (flock(2)).
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Reads all events. A last line without its end was never acknowledged and is cut off; anything else that cannot
    /// be read throws `storage`, and the file is left as it is.
    mutating func load() throws(RailError) -> [SandboxEvent] {
        let bytes = try contents()
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        var events: [SandboxEvent] = []
        for (index, line) in bytes[..<whole].split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                events.append(try JSONDecoder().decode(SandboxEvent.self, from: Data(line)))
            } catch {
                throw RailError(
                    .storage,
                    "Line \(index + 1) of \(path) cannot be read; move the file away and restart.",
                    cause: String(describing: error)
                )
            }
        }
        if whole < bytes.count {
            guard ftruncate(descriptor, off_t(whole)) == 0 else {
                throw Self.failure("cut after line \(events.count)", path)
            }
        }
        end = off_t(whole)
        return events
    }

    /// Appends the events as one piece and returns when they are on disk. After an error none of them is.
    mutating func append(_ events: [SandboxEvent]) throws(RailError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        for event in events {
            do { bytes += try encoder.encode(event) } catch {
                throw RailError(.storage, "An event cannot be written to \(path).", cause: String(describing: error))
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, end + off_t(written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw undone("written") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw undone("synced to disk") }
        end += off_t(bytes.count)
    }

    /// The failure, after taking back what was written so far, so that a later append does not follow half a line.
    private func undone(_ what: String) -> RailError {
        let failure = Self.failure(what, path)
        ftruncate(descriptor, end)
        return failure
    }

    private func contents() throws(RailError) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("measured", path) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < status.st_size {
            let count = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(bytes.count)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("read", path) }
            bytes += chunk[..<count]
        }
        return bytes
    }

    private static func failure(_ what: String, _ path: String) -> RailError {
        let number = errno
        return RailError(
            .storage,
            "The sandbox file \(path) could not be \(what); check its folder, owner and free space.",
            cause: "errno \(number): \(String(cString: strerror(number)))"
        )
    }
}

import Glibc
import TestSupport

/// Puts a device in the place of an open file of this process, so that SQLite's own calls on it fail as on a bad or a
/// full disk. Only descriptors of exactly this path are touched, so tests in parallel do not meet.
final class StorageFault {
    enum Kind: String {
        /// Every write fails with ENOSPC.
        case full = "/dev/full"
        /// Every write succeeds and every fsync fails with EINVAL.
        case noSync = "/dev/null"
    }

    private var replaced: [(descriptor: Int32, original: Int32)] = []

    init(_ kind: Kind, on path: String) throws {
        for descriptor in StorageFault.descriptors(of: path) {
            let original = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            let device = open(kind.rawValue, O_RDWR | O_CLOEXEC)
            guard original >= 0, device >= 0, dup2(device, descriptor) == descriptor else {
                throw TestSupportError("cannot replace the open file \(path)")
            }
            close(device)
            replaced.append((descriptor, original))
        }
        guard !replaced.isEmpty else { throw TestSupportError("\(path) is not open in this process") }
    }

    /// Puts the real file back.
    func heal() {
        for (descriptor, original) in replaced {
            _ = dup2(original, descriptor)
            close(original)
        }
        replaced = []
    }

    /// Forgets the real file without putting it back: for when SQLite has closed its descriptor, whose number may
    /// be another test's by now.
    func abandon() {
        for (_, original) in replaced { close(original) }
        replaced = []
    }

    deinit { abandon() }

    private static func descriptors(of path: String) -> [Int32] {
        (3..<4_096).filter { descriptor in
            var buffer = [CChar](repeating: 0, count: 4_096)
            let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
            guard count > 0 else { return false }
            return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) == path
        }
    }
}

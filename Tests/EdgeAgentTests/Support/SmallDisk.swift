import Glibc
import TestSupport

/// A file system of a few MiB in memory, mounted in a folder of its own. Needs root. Unmounted with the last reference.
final class SmallDisk: Sendable {
    private let folder: TemporaryDirectory
    let path: String

    /// Whether this process may mount.
    static let isPossible = (try? SmallDisk(mebibytes: 1)) != nil

    init(mebibytes: Int) throws {
        folder = try TemporaryDirectory()
        path = folder.path("disk")
        guard mkdir(path, 0o700) == 0, mount("mintmark-test", path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else {
            throw TestSupportError("a small disk can't be mounted: \(String(cString: strerror(errno)))")
        }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    /// Takes every block that is left.
    func fill() throws {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw TestSupportError("no file system at \(path)") }
        let file = open("\(path)/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(file) }
        let bytes = Int(status.f_bavail) * Int(status.f_frsize)
        guard file >= 0, posix_fallocate(file, lseek(file, 0, SEEK_END), off_t(bytes)) == 0 else {
            throw TestSupportError("the small disk can't be filled")
        }
    }

    /// Gives them back.
    func empty() { unlink("\(path)/filler") }
}

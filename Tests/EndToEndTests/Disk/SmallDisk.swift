import Glibc
import TestSupport

/// A small file system in memory, mounted in a folder of its own, that a test can fill up as a log that ran wild would.
/// Needs root. Unmounted when the last reference goes.
final class SmallDisk: Sendable {
    private let directory: TemporaryDirectory
    private let mountPoint: String

    /// Whether this process may mount.
    static let isPossible = (try? SmallDisk(mebibytes: 1)) != nil

    init(mebibytes: Int) throws {
        directory = try TemporaryDirectory()
        mountPoint = directory.path("disk")
        guard mkdir(mountPoint, 0o700) == 0,
            mount("mintmark-test", mountPoint, "tmpfs", 0, "size=\(mebibytes)m") == 0
        else { throw TestSupportError("a small disk can't be mounted") }
    }

    // Lazily, so that a file that is still open does not keep the mount.
    deinit { umount2(mountPoint, Int32(MNT_DETACH)) }

    func path(_ name: String) -> String { "\(mountPoint)/\(name)" }

    /// Takes what is free, but for so many KiB.
    func fill(leaving kibibytes: Int) throws {
        var status = statvfs()
        guard statvfs(mountPoint, &status) == 0 else { throw TestSupportError("no file system at \(mountPoint)") }
        let bytes = Int(status.f_bavail) * Int(status.f_frsize) - kibibytes * 1_024
        guard bytes > 0 else { return }
        let file = open(path("ballast"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw TestSupportError("the disk can't be filled") }
        defer { close(file) }
        let end = lseek(file, 0, SEEK_END)
        guard end >= 0, posix_fallocate(file, end, off_t(bytes)) == 0 else {
            throw TestSupportError("the disk can't be filled with \(bytes) bytes")
        }
    }

    /// Gives everything back that `fill` took.
    func empty() { unlink(path("ballast")) }
}

import Glibc
import TestSupport

/// A small file system in memory, mounted in a folder of its own. Needs root.
final class SmallDisk: Sendable {
    private let directory: TemporaryDirectory
    private let mountPoint: String

    /// Whether this process may mount.
    static let isPossible = (try? SmallDisk(kibibytes: 64)) != nil

    init(kibibytes: Int) throws {
        directory = try TemporaryDirectory()
        mountPoint = directory.path("disk")
        guard mkdir(mountPoint, 0o700) == 0,
            mount("mintmark-test", mountPoint, "tmpfs", 0, "size=\(kibibytes)k") == 0
        else { throw TestSupportError("cannot mount a small disk") }
    }

    deinit { umount2(mountPoint, Int32(MNT_DETACH)) }

    func path(_ name: String) -> String { "\(mountPoint)/\(name)" }

    /// Fills what is free, but for so many KiB.
    func fill(leaving kibibytes: Int) throws {
        var status = statvfs()
        guard statvfs(mountPoint, &status) == 0 else { throw TestSupportError("no file system at \(mountPoint)") }
        let bytes = Int(status.f_bavail) * Int(status.f_frsize) - kibibytes * 1_024
        let file = open(path("ballast"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0, posix_fallocate(file, 0, off_t(bytes)) == 0 else { throw TestSupportError("cannot fill") }
        close(file)
    }

    /// Frees what was filled.
    func empty() { unlink(path("ballast")) }
}

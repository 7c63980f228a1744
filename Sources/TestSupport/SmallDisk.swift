import Glibc

/// A real file system of a few mebibytes in a folder of its own, which a test can fill up as a log that ran wild would.
/// Needs root. Unmounted and forgotten when the last reference goes.
package final class SmallDisk: Sendable {
    /// Whether this process may mount.
    package static let isPossible = (try? SmallDisk(mebibytes: 1)) != nil

    /// Where it is mounted.
    package let path: String
    /// `ext4` or `tmpfs`.
    package let kind: String
    private let directory: TemporaryDirectory

    /// A file system in memory.
    package init(mebibytes: Int) throws {
        directory = try TemporaryDirectory()
        path = try SmallDisk.makeMountPoint(in: directory)
        kind = "tmpfs"
        guard mount("mintmark-test", path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else {
            throw TestSupportError("a small disk can't be mounted: \(systemMessage(errno)); it needs root")
        }
    }

    private init(imageMebibytes mebibytes: Int) async throws {
        directory = try TemporaryDirectory()
        path = try SmallDisk.makeMountPoint(in: directory)
        kind = "ext4"
        let image = directory.path("image")
        let make =
            "truncate -s \(mebibytes)M \(image) && mkfs.ext4 -q -F -m 0 \(image) && mount -o loop \(image) \(path)"
        guard try await ChildProcess("/bin/sh", arguments: ["-c", make]).waitUntilExit() == 0 else {
            throw TestSupportError("no ext4 on a loop device can be mounted at \(path)")
        }
    }

    // Lazily, so that a file that is still open does not keep the mount.
    deinit { umount2(path, Int32(MNT_DETACH)) }

    /// ext4 on a loop device, which gives and takes space as a machine's card does; where there are no loop devices, a
    /// file system in memory.
    package static func onLoopDevice(mebibytes: Int) async throws -> SmallDisk {
        do {
            return try await SmallDisk(imageMebibytes: mebibytes)
        } catch {
            return try SmallDisk(mebibytes: mebibytes)
        }
    }

    /// The path of something on it; it need not exist.
    package func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Takes what is free, but for so many kibibytes.
    package func fill(leaving kibibytes: Int = 0) throws {
        let file = open(path("ballast"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw TestSupportError("\(path) can't be filled: \(systemMessage(errno))") }
        defer { close(file) }
        // In ever smaller pieces, because a file system needs some of what is free for its own tables.
        for piece in [1 << 20, 1 << 16, 1 << 12] {
            while try freeBytes() - kibibytes * 1_024 >= piece {
                guard posix_fallocate(file, lseek(file, 0, SEEK_END), off_t(piece)) == 0 else { break }
            }
        }
    }

    /// Gives back all that `fill` took.
    package func empty() { unlink(path("ballast")) }

    private func freeBytes() throws -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw TestSupportError("no file system at \(path)") }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }

    private static func makeMountPoint(in directory: TemporaryDirectory) throws -> String {
        let path = directory.path("disk")
        guard mkdir(path, 0o700) == 0 else { throw TestSupportError("cannot make \(path): \(systemMessage(errno))") }
        return path
    }
}

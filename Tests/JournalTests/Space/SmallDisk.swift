import Glibc
import TestSupport

/// A real file system of a few megabytes: ext4 in a file on a loop device, or tmpfs where there are no loop devices.
/// Only root can mount; `isPossible` says so beforehand. Unmounted when the last reference goes.
final class SmallDisk {
    let path: String
    let kind: String
    private let directory: TemporaryDirectory

    static var isPossible: Bool { geteuid() == 0 }

    init(megabytes: Int) async throws {
        directory = try TemporaryDirectory()
        path = directory.path("disk")
        guard mkdir(path, 0o700) == 0 else { throw TestSupportError("cannot make \(path)") }
        let image = directory.path("image")
        let make =
            "truncate -s \(megabytes)M \(image) && mkfs.ext4 -q -F -m 0 \(image) && mount -o loop \(image) \(path)"
        if try await SmallDisk.shell(make) == 0 {
            kind = "ext4"
        } else if try await SmallDisk.shell("mount -t tmpfs -o size=\(megabytes)m tmpfs \(path)") == 0 {
            kind = "tmpfs"
        } else {
            throw TestSupportError("neither a loop device nor a tmpfs can be mounted on \(path)")
        }
    }

    deinit {
        // Lazily, so that a file still open in a failed test does not keep the mount for ever.
        umount2(path, 2)  // MNT_DETACH, which Swift does not import
    }

    private static func shell(_ command: String) async throws -> Int32 {
        let child = try ChildProcess("/bin/sh", arguments: ["-c", command])
        return try await child.waitUntilExit()
    }
}

import Glibc

/// Which file lies at a path: another one after somebody renamed a newer copy over it.
struct ReplicaFile: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt
    private let bytes: Int
    private let changedSeconds: Int
    private let changedNanoseconds: Int

    /// The file at a path; nil when there is none.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        bytes = Int(status.st_size)
        changedSeconds = status.st_mtim.tv_sec
        changedNanoseconds = status.st_mtim.tv_nsec
    }
}

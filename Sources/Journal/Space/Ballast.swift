/// A file that holds disk space for outcomes: allocated while there is room, deleted when an outcome needs the room.
struct Ballast {
    let path: String
    let bytes: Int64
    var system: any JournalFileSystem = SystemFileSystem()

    /// Whether the file is there with all its blocks allocated.
    var isWhole: Bool { allocatedBytes >= bytes }

    /// Bytes the file really occupies.
    var allocatedBytes: Int64 { system.allocatedBytes(of: path) }

    /// Allocates the file, or leaves nothing behind and returns the system's error number.
    func create() -> Int32 { system.allocate(path, bytes: bytes) }

    /// Deletes the file; returns whether it was there.
    func release() -> Bool { system.remove(path) == 0 }
}

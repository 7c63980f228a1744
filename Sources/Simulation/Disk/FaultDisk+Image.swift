internal import CFaultVFS

extension FaultDisk {
    /// All files of a disk at one moment.
    package struct Image: Sendable, Equatable {
        struct File: Sendable, Equatable {
            var name: String
            var bytes: [UInt8]
            var allocated: Int64
        }

        var files: [File] = []

        /// The names of the files, in order.
        package var names: [String] { files.map(\.name) }

        /// The content of a file; nil when it is missing.
        package func bytes(of name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }

        /// Gives a file that is there another content, as a bad disk does.
        package mutating func replace(_ name: String, with bytes: [UInt8]) {
            for index in files.indices where files[index].name == name { files[index].bytes = bytes }
        }
    }

    /// The files as the running system sees them, synced or not.
    package func snapshot() -> Image {
        var image = Image()
        for index in 0..<faultvfs_file_count(disk) {
            var start: UnsafePointer<UInt8>?
            let count = Int(faultvfs_file_bytes(disk, index, &start))
            image.files.append(
                Image.File(
                    name: String(cString: faultvfs_file_name(disk, index)),
                    bytes: Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)),
                    allocated: faultvfs_file_allocated(disk, index)
                )
            )
        }
        return image
    }

    /// Puts an image in place of all files, as whoever restores an old copy of a disk. Whatever is open fails until it
    /// is closed.
    package func restore(_ image: Image) {
        faultvfs_clear(disk)
        for file in image.files {
            file.bytes.withUnsafeBufferPointer {
                faultvfs_add_file(disk, file.name, $0.baseAddress, Int64($0.count), file.allocated)
            }
        }
    }

    /// How many bytes of its capacity are taken.
    package var usedBytes: Int64 { faultvfs_used_bytes(disk) }
}

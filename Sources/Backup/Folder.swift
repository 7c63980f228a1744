import Glibc

/// What backups do with folders.
enum Folder {
    /// Whether there is anything at the path.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether there is a folder at the path itself, not at the end of a link.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, without `.` and `..`, sorted.
    static func names(in path: String) throws(BackupError) -> [String] {
        guard let stream = opendir(path) else { throw PlainFile.failure("can't be listed", path) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder that only its owner can enter.
    static func make(_ path: String) throws(BackupError) {
        guard mkdir(path, 0o700) == 0 else { throw PlainFile.failure("can't be made", path) }
    }

    /// Removes a folder and what is in it; links are not followed.
    static func remove(_ path: String) throws(BackupError) {
        for name in try names(in: path) {
            let child = "\(path)/\(name)"
            if isFolder(child) {
                try remove(child)
            } else if unlink(child) != 0 {
                throw PlainFile.failure("can't be removed", child)
            }
        }
        guard rmdir(path) == 0 else { throw PlainFile.failure("can't be removed", path) }
    }

    /// Returns when the folder's list of names is on the disk.
    static func sync(_ path: String) throws(BackupError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PlainFile.failure("can't be opened", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw PlainFile.failure("can't be written to the disk", path) }
    }

    /// The folder that a path is in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

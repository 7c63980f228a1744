import Glibc

/// Files that appear whole or not at all.
enum DurableFile {
    /// The bytes of a file.
    /// - Throws: `missing`, or `storage` when it can't be read.
    static func read(_ path: String, maximumBytes: Int) throws(TileStoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno != ENOENT, errno != ENOTDIR else {
                throw TileStoreError(.missing, "There is no \(path).")
            }
            throw failure("can't be opened", path)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("can't be read", path) }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= maximumBytes else {
                throw TileStoreError(.damaged, "\(path) has more than \(maximumBytes) bytes, which no such file has.")
            }
        }
    }

    /// Writes a new file to the disk; the folder's list of names is not synced.
    static func write(_ bytes: [UInt8], to path: String) throws(TileStoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("can't be made", path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("can't be written", path) }
            rest.removeFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failure("can't be written to the disk", path) }
    }

    /// Gives a file another name in one step.
    static func move(_ path: String, to target: String) throws(TileStoreError) {
        guard rename(path, target) == 0 else { throw failure("can't be put in place", target) }
    }

    /// Makes a folder and those above it.
    /// - Returns: the folders whose lists of names have changed.
    static func makeFolders(_ path: String) throws(TileStoreError) -> [String] {
        guard mkdir(path, 0o755) != 0 else { return [parent(of: path)] }
        if errno == EEXIST { return [] }
        guard errno == ENOENT else { throw failure("can't be made", path) }
        let above = try makeFolders(parent(of: path))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("can't be made", path) }
        return above + [parent(of: path)]
    }

    /// Returns when the folder's list of names is on the disk.
    static func sync(_ folder: String) throws(TileStoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("can't be opened", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("can't be written to the disk", folder) }
    }

    /// Removes a folder with the files in it, not deeper; nothing happens when there is none. What can't be removed
    /// stays: nobody needs it gone.
    static func removeFolder(_ path: String) {
        for name in names(in: path) { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// The names in a folder; none when it can't be listed.
    static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The folder that a path is in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure(_ what: String, _ path: String) -> TileStoreError {
        let number = errno
        return TileStoreError(
            number == ENOSPC || number == EDQUOT ? .storageFull : .storage,
            "\(path) \(what); check its folder, its owner and the room on the disk.",
            cause: String(cString: strerror(number))
        )
    }
}

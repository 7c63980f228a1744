import Glibc

/// The whole content of a file.
package func readFile(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw TestSupportError("cannot read \(path)") }
    defer { close(file) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return content }
        content.append(contentsOf: buffer[..<count])
    }
}

/// Writes a file, whole unless `truncate` is false: then only the bytes from `offset` on change.
package func writeFile(_ path: String, _ bytes: [UInt8], at offset: Int = 0, truncate: Bool = true) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (truncate ? O_TRUNC : 0), 0o600)
    guard file >= 0 else { throw TestSupportError("cannot write \(path)") }
    defer { close(file) }
    guard pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count else {
        throw TestSupportError("short write to \(path)")
    }
}

import Glibc
import TestSupport

/// Writes a whole file.
func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw TestSupportError("cannot write \(path)") }
    defer { close(file) }
    guard write(file, bytes, bytes.count) == bytes.count else { throw TestSupportError("short write to \(path)") }
}

/// Writes a whole file of text.
func writeFile(_ path: String, _ text: String) throws { try writeFile(path, Array(text.utf8)) }

/// The whole content of a file.
func readFile(_ path: String) throws -> [UInt8] {
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

/// Makes a folder.
func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 else { throw TestSupportError("cannot make \(path)") }
}

/// The permission bits of what is at the path.
func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}

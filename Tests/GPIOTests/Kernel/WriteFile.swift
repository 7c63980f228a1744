import Glibc
import TestSupport

/// Makes an empty file.
func writeFile(_ path: String, _ text: String = "") throws {
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw TestSupportError("cannot make \(path): error \(errno)") }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
        throw TestSupportError("cannot write \(path): error \(errno)")
    }
}

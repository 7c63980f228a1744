import Glibc
import TestSupport

/// Writes a whole file of text.
func writeFile(_ path: String, _ text: String) throws { try writeFile(path, Array(text.utf8)) }

/// Makes a folder.
func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 else { throw TestSupportError("cannot make \(path)") }
}

/// The permission bits of what is at the path.
func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}

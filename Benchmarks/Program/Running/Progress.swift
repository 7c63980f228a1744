import Glibc

/// Says on standard error what is being done, so that nobody thinks it hangs.
enum Progress {
    /// One line.
    static func say(_ text: String) {
        let bytes = Array("bench: \(text)\n".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}

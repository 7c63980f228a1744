import Glibc

/// The text of an `errno`, for a fixture's error.
func systemMessage(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
}

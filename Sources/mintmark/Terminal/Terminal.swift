import Glibc

/// What the program says to the person in front of it.
enum Terminal {
    /// A line on standard output, seen at once even through a pipe.
    /// - Returns: false when the reader went away, which is no reason to fail.
    @discardableResult
    static func say(_ text: String) -> Bool {
        write(text + "\n", to: STDOUT_FILENO)
    }

    /// A line on standard error.
    static func complain(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Text on standard error as it is.
    static func mutter(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    /// Text on standard output, byte for byte.
    /// - Returns: false when the reader went away.
    @discardableResult
    static func put(_ bytes: [UInt8]) -> Bool {
        write(bytes, to: STDOUT_FILENO)
    }

    /// Text on standard output as it is.
    @discardableResult
    static func put(_ text: String) -> Bool {
        write(text, to: STDOUT_FILENO)
    }

    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

internal import Glibc

/// Where lines go.
package struct LogSink: Sendable {
    /// Takes a whole line with its end.
    let write: @Sendable (String) -> Void

    /// Makes a sink.
    package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// Standard error, a line at a time: programs that share it do not tear each other's lines up to the size that
    /// pipe(7) calls atomic.
    package static let standardError = LogSink { line in
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // Nobody reads: there is nobody to tell either.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}

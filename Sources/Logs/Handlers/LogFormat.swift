internal import Glibc

/// How lines are written.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object per line, for machines.
    case json
    /// Words, for a person at a terminal.
    case text

    /// What fits whoever reads standard error: words for a terminal, JSON for everything else.
    package static var forStandardError: LogFormat { isatty(STDERR_FILENO) == 1 ? .text : .json }
}

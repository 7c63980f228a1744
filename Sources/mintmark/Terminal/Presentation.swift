import Foundation
import Glibc

/// How things are shown to whoever looks: with colours or without, how wide, and in which zone times are.
struct Presentation: Sendable {
    /// Whether colours are used.
    var hasColour = false
    /// The columns of the terminal; nil when standard output is not one, and nothing is shortened.
    var columns: Int?
    /// The zone of times.
    var zone = TimeZone.gmt

    /// The text in the colour of its tone.
    func text(_ text: String, _ tone: Tone) -> String {
        guard hasColour, !text.isEmpty, let rendition = tone.rendition else { return text }
        return "\u{1B}[\(rendition)m\(text)\u{1B}[0m"
    }

    /// For standard output as it is.
    /// - Parameter isUTC: times in UTC instead of the zone of whoever looks.
    static func current(isUTC: Bool) -> Presentation {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let environment = ProcessInfo.processInfo.environment
        return Presentation(
            hasColour: isTerminal && wantsColour(environment),
            columns: isTerminal ? columns(environment) : nil,
            zone: isUTC ? .gmt : .current
        )
    }

    /// Colours, unless `NO_COLOR` is set to anything (no-color.org) or the terminal is a dumb one.
    static func wantsColour(_ environment: [String: String]) -> Bool {
        (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    private static func columns(_ environment: [String: String]) -> Int? {
        if let columns = environment["COLUMNS"].flatMap(Int.init), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

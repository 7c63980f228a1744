import Glibc

/// How far long work has come, on one line of standard error that is written over; silent unless that is a terminal.
struct Progress {
    private let what: String
    private var lastShown: Int64 = 0
    private let isShown: Bool

    private static let millisecondsBetween: Int64 = 200

    /// - Parameter what: what is being done: `Exporting sales`.
    init(_ what: String) {
        self.what = what
        isShown = isatty(STDERR_FILENO) == 1
    }

    /// Says how far it is.
    mutating func show(_ words: String, now: Int64 = WallClock.milliseconds) {
        guard isShown, now - lastShown >= Self.millisecondsBetween else { return }
        lastShown = now
        Terminal.mutter("\r\(what): \(words)\u{1B}[K")
    }

    /// Takes the line away.
    func end() {
        if isShown, lastShown > 0 { Terminal.mutter("\r\u{1B}[K") }
    }
}

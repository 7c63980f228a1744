import GPIO
import Platform

/// The lines of a machine that has none.
struct NoLinesProvider: LineBankProvider {
    func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank { NoLines() }

    func peek(_ line: LineName, activeLow: Bool) throws(GPIOError) -> Level {
        throw GPIOError(.lineNotFound, "this machine has no lines, so no \(line)")
    }

    private final class NoLines: LineBank {
        func set(_ line: LineName, _ level: Level) throws(GPIOError) { throw unknown(line) }

        func read(_ line: LineName) throws(GPIOError) -> Level { throw unknown(line) }

        func setOutputsSafe() throws(GPIOError) {}

        func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> EdgeBatch {
            let timeout = UInt64(clamping: timeoutMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
            _ = try Polling.wait([], until: MonotonicClock.now() + timeout)
            return EdgeBatch()
        }

        func close() {}

        private func unknown(_ line: LineName) -> GPIOError {
            GPIOError(.lineNotFound, "this machine has no lines, so no \(line)")
        }
    }
}

/// A set of lines held by one owner: the thread of the control loop. Deliberately not `Sendable`.
///
/// Every implementation keeps the same promises: outputs start at their initial level, go to their safe level when a
/// call on the bank fails and before `close` gives the lines up, and nobody else can own the lines in between.
package protocol LineBank: AnyObject {
    /// Drives an output. When that fails every output is first sent to its safe level, then the error is thrown.
    func set(_ line: LineName, _ level: Level) throws(GPIOError)

    /// The level of an input now (debounced), or the level of an output.
    func read(_ line: LineName) throws(GPIOError) -> Level

    /// Sends every output to its safe level. All are tried even if one fails; the first failure is thrown.
    func setOutputsSafe() throws(GPIOError)

    /// Blocks until an input changed or the time is over, then takes what is there; empty on timeout.
    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> EdgeBatch

    /// Sends the outputs to their safe level and gives all lines up. Any later call but `close` throws `.closed`.
    func close()
}

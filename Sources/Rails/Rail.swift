/// One way to be paid. An implementation is a folder beside this file; every one passes the same contract suite.
///
/// A rail only reports what it sees. Whether a payment is enough, in time, and deep enough is decided by the caller.
package protocol Rail: Sendable {
    /// The configured name of this rail, unique in one deployment, e.g. `"litecoin"`.
    var id: String { get }

    /// What is paid here.
    var asset: RailAsset { get }

    /// What this rail can promise.
    var capabilities: RailCapabilities { get }

    /// Returns where the customer of one order pays, making it the first time.
    ///
    /// The same order always gets the same address, and no address is ever given to a second order.
    /// - Parameters:
    ///   - order: 1 to 100 letters, digits, `-`, `_`, `.` or `:`; unique for all time.
    ///   - amountMinor: the amount asked for in minor units, greater than zero; it only appears in the URI.
    func makeDestination(order: String, amountMinor: Int64) async throws(RailError) -> PaymentDestination

    /// Returns everything that changed since `cursor`, and the cursor to pass next time.
    ///
    /// A sighting may be repeated, identical or with a new state, until it is final or gone; none is ever left out. The
    /// caller stores `RailBatch.cursor` in the same transaction as what it made of the sightings: if that transaction
    /// is lost, polling again with the older cursor brings them again.
    /// - Parameter cursor: the last stored cursor, or nil to start from the beginning.
    func poll(after cursor: String?) async throws(RailError) -> RailBatch

    /// Takes the money held for an order: each of its `held` payments becomes `confirmed`. Repeating it changes
    /// nothing.
    ///
    /// Throws `unsupported` where `capabilities.canHold` is false, `unknownOrder`, `nothingHeld`, or `alreadyReleased`.
    func capture(order: String) async throws(RailError)

    /// Gives the money held for an order back: each of its `held` payments becomes `released`. Repeating it changes
    /// nothing.
    ///
    /// Throws `unsupported` where `capabilities.canHold` is false, `unknownOrder`, `nothingHeld`, or `alreadyCaptured`.
    func release(order: String) async throws(RailError)

    /// Returns when something may have changed since the last `poll`, or after the timeout. Only a hint to poll sooner:
    /// a caller that polls on a timer instead misses nothing. Cancelling the task ends the wait at once.
    func waitForChange(timeoutSeconds: Double) async

    /// Asks the other side whether payments can be seen now. Never throws: a failure is the answer.
    func health() async -> RailHealth
}

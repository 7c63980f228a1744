/// The steps at which a test may cut the power while the operational key is replaced, in their order.
package enum KeyStep: String, CaseIterable, Sendable {
    /// The new key is in its file; the journal names the old one.
    case keyMade
    /// The journal names the new key, which signed the answer; the coordinator has heard nothing.
    case keyCommitted
    /// The coordinator granted a session to the new key; both files are there.
    case keyGranted
    /// The old key is gone.
    case keyDropped
}

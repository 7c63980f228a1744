/// What the PLC says of the command it acknowledged.
package enum MarkResult: UInt32, Sendable, CaseIterable {
    /// Nothing yet.
    case nothing = 0
    /// The marker has put the serial on the unit.
    case marked = 1
    /// The payload did not fit its CRC; nothing was marked.
    case crcMismatch = 2
    /// The marker reported a fault; the unit may carry a part of the mark.
    case markerFault = 3
    /// The PLC restarted or was aborted between taking the command and its end.
    case interrupted = 4
}

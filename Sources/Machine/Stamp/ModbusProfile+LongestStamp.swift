extension ModbusProfile {
    /// The longest a unit can take from the `begin` event to its result, in milliseconds: state, intent, payload, its
    /// confirmation, the mark (twice its timeout after a restart), the read-back and the reject gate, each to its
    /// deadline.
    package func longestStampMilliseconds(of station: Station) -> Int {
        let answer = StampSequencer(serial: "", at: station, of: self).answerMilliseconds
        let stamp = answer + station.markTimeoutMilliseconds
        let waits = max(stamp, 2 * station.markTimeoutMilliseconds) + station.readTimeoutMilliseconds
        return 4 * StampSequencer.exchangeMilliseconds + waits
    }
}

/// A measurement that waits to be sent.
package struct StoredTelemetry: Sendable, Equatable {
    /// Its sequence in the telemetry stream. Gaps are what was dropped.
    package let sequence: Int64
    /// The measurement.
    package let payload: [UInt8]
    /// When it was stored, in milliseconds since 1970.
    package let storedWallMilliseconds: Int64
}

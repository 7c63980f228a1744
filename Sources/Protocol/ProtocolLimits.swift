/// Bounds on everything that crosses the wire. A message past a bound is refused with `WireCode.tooLarge` before it is
/// decoded, so that no peer can make a program allocate without limit.
package enum ProtocolLimits {
    /// Longest command, receipt, session or enrolment envelope, in bytes of its compact form.
    package static let envelopeBytes = 16_384
    /// Longest signed profile, in bytes of its compact form.
    package static let profileEnvelopeBytes = 524_288
    /// Longest signed keyset, in bytes of its compact form.
    package static let keysetBytes = 32_768
    /// Longest signed release, in bytes of its compact form.
    package static let releaseBytes = 32_768
    /// Longest protected header, in bytes after decoding.
    package static let headerBytes = 512
    /// Deepest nesting of objects and arrays in signed JSON.
    package static let jsonDepth = 16
    /// Most members of one object or elements of one array in signed JSON.
    package static let jsonMembers = 4_096
    /// Most receipts in one post.
    package static let receiptsPerPost = 64
    /// Longest body of one receipts post, in bytes.
    package static let receiptsPostBytes = 1_048_576
    /// Longest telemetry post, in bytes.
    package static let telemetryPostBytes = 262_144
    /// Most serials of one block.
    package static let blockSerials = 500
    /// Longest list of a block's serials as JSON, in bytes: its grant and its return each fit into an envelope.
    package static let blockSerialBytes = 11_500
    /// Longest line of the command stream, in bytes.
    package static let frameBytes = 32_768
    /// Longest machine name, in characters.
    package static let nameCharacters = 48
    /// Seconds that a session challenge stays valid.
    package static let challengeSeconds: Int64 = 60
    /// Seconds between two heartbeats of the command stream.
    package static let heartbeatSeconds: Int64 = 5
}

/// Why a message was refused. The raw value crosses the wire, so a case is never renamed.
package enum WireCode: String, Codable, CaseIterable, Sendable {
    /// Not the shape that the message's type asks for.
    case malformed
    /// Longer, deeper or with more members than `ProtocolLimits` allows.
    case tooLarge
    /// The JSON names one member twice.
    case duplicateMember
    /// The header's `alg` is not `EdDSA`; `none` is one of those.
    case badAlgorithm
    /// The header's `typ` is not the one that this place takes.
    case badType
    /// The header's `kid` names no key that is trusted for this use.
    case unknownKey
    /// The signature does not fit the bytes.
    case badSignature
    /// The message is for somebody else.
    case wrongAudience
    /// The message comes from somebody else than the one expected.
    case wrongIssuer
    /// The message's version is not one that this program speaks.
    case unsupportedVersion
    /// The message belongs to another life of the journal.
    case wrongIncarnation
    /// The command's counter leaves out one before it; it is asked for again.
    case counterGap
    /// The command's counter was used for another command.
    case counterReuse
    /// The command's counter is so old that its receipt is no longer kept; it is not run.
    case replayed
    /// The command's time has passed.
    case expired
    /// The machine has no trusted time since its start, so it can't judge expiry yet.
    case noTime
    /// The machine's profile does not allow this.
    case profileForbids
    /// The machine has no room left to write the intent down, so it did not act.
    case storage
    /// The frame's epoch is older than one already seen.
    case staleEpoch
    /// The machine has not been allowed by an operator yet.
    case notAllowed
    /// The machine is in quarantine: an operator has to look at it.
    case quarantined
    /// The machine's identity was revoked for good; it needs a new one.
    case revoked
    /// The session's ratchet is an old one: this state is a copy, or was restored.
    case staleRatchet
    /// The challenge is too old, or was not made here.
    case badChallenge
    /// The session's token is unknown; open a session.
    case noSession
    /// The one-time secret is wrong, was used, or has expired.
    case badSecret
    /// The receipt's sequence number leaves one out, or was used for another receipt.
    case sequence
    /// The receipt answers a command that was never sent to this machine.
    case unknownCommand
    /// The keyset is older than the one already stored.
    case staleKeyset
    /// The block's id was used for other serials, or its serials are in another block.
    case blockConflict
    /// The machine keeps as many blocks with unused serials as it can.
    case tooManyBlocks
    /// The machine has no such block.
    case unknownBlock
    /// Another run is not over yet, or this one was started before.
    case runActive
    /// The machine has no such run.
    case unknownRun
    /// The run is over, so nothing can be done with it.
    case runOver
    /// The blocks of this product hold fewer unused serials than the run has units.
    case tooFewSerials
}

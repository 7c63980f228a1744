/// One act and who did it, as it is hashed: encoded by `StrictJSON.encode`, so its members are sorted.
package struct AuditEntry<Details: Encodable>: Encodable {
    /// The shape's version, 1.
    package let ver = 1
    /// 1, 2, 3 ... without gaps.
    package let sequence: Int64
    /// The hash of the entry before it.
    package let previous: String
    /// Which life of the coordinator's database wrote it; a restore starts the next.
    package let generation: Int64
    /// When, milliseconds since 1970.
    package let at: Int64
    /// Who: a token's name, or the id of the machine that refused.
    package let actor: String
    /// What: the kind of the event.
    package let action: String
    /// To what: an id of a machine, a sale, a place ...
    package let subject: String
    /// The event's data.
    package let details: Details

    /// Makes the entry that follows `head`.
    package init(
        after head: AuditHead,
        generation: Int64,
        at: Int64,
        actor: String,
        action: String,
        subject: String,
        details: Details
    ) {
        sequence = head.sequence + 1
        previous = head.hash
        self.generation = generation
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.details = details
    }
}

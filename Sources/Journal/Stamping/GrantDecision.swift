/// What became of a block that was granted.
package enum GrantDecision: Sendable, Equatable {
    /// It is stored.
    case stored
    /// It was stored before, with the same serials; nothing changed.
    case known
    /// Its id was used for others, or one of its serials is in another block that is not spent.
    case conflict(String)
    /// There are so many blocks with serials left that no other is taken.
    case tooMany(Int)
}

/// How many leaves the next checkpoint takes and when it is due: often enough that nobody waits long, seldom enough
/// that a file of its own for each leaf is rare. Pure; whoever takes the steps brings their times.
///
/// On a slow disk, or a busy computer, a checkpoint of as many leaves as there may be takes longer than a second. So
/// the next one takes fewer, until a step is short again.
package struct LogPace: Sendable, Equatable {
    /// The least time between two checkpoints while few leaves come, in milliseconds.
    package static let restMilliseconds: Int64 = 200
    /// The longest time that a step should take, in milliseconds: half of what is promised, since leaves that come
    /// while a step is under way wait for the next one too.
    package static let wantedMilliseconds: Int64 = 400
    /// Most leaves of a step.
    package static let most = 4_096
    /// The fewest that a step is held to, however long it takes: what fills one tile.
    package static let fewest = 256

    /// How many leaves the next step takes at most.
    package private(set) var limit = most

    /// A pace that nothing has slowed yet.
    package init() {}

    /// A step is over.
    /// - Parameters:
    ///   - leaves: how many it took.
    ///   - milliseconds: how long it took.
    /// - Returns: how long to rest before the next step, in milliseconds; 0 when more leaves wait than it could take.
    package mutating func rest(after leaves: Int, milliseconds: Int64) -> Int64 {
        let wasFull = leaves >= limit
        if milliseconds > Self.wantedMilliseconds, leaves > Self.fewest {
            limit = max(Self.fewest, min(limit, leaves) / 2)
        } else if wasFull, milliseconds < Self.wantedMilliseconds / 2 {
            limit = min(Self.most, limit * 2)
        }
        return wasFull ? 0 : max(0, Self.restMilliseconds - milliseconds)
    }
}

/// How long a login lasts. Pure: times are values.
package struct SessionRule: Sendable, Equatable {
    /// A session that nobody used for so long has ended, in seconds.
    package var idleSeconds: Int64 = 7_200
    /// A session ends so long after its login, used or not, in seconds.
    package var longestSeconds: Int64 = 43_200
    /// The time of the last use is written at most so often, in seconds.
    package var touchSeconds: Int64 = 60

    /// The times that the pages use.
    package init() {}

    /// When a session that begins now ends, used or not.
    package func end(from now: Moment) -> Moment { now.adding(seconds: longestSeconds) }

    /// Whether a session still holds. A clock that was set back does not end it.
    package func holds(seenAt: Moment, expiresAt: Moment, now: Moment) -> Bool {
        now < expiresAt && now.seconds - seenAt.seconds < idleSeconds
    }

    /// Whether its last use has to be written again.
    package func isTouchDue(seenAt: Moment, now: Moment) -> Bool { now.seconds - seenAt.seconds >= touchSeconds }
}

/// What somebody has used up of an allowance that comes back with time: each use fills it, time empties it. Pure. A
/// clock that is set back gives nothing back, and counts from where it stands then.
struct LeakyBucket: Sendable, Equatable {
    /// What is used up, in milliseconds until it has come back.
    private(set) var debt: Int64 = 0
    private var at: Moment

    /// An empty one.
    init(at now: Moment) { at = now }

    /// Lets time pass.
    mutating func settle(_ now: Moment) {
        debt = max(0, debt - max(0, now.milliseconds - at.milliseconds))
        at = now
    }

    /// Uses up so many milliseconds.
    mutating func add(_ milliseconds: Int64, at now: Moment) {
        settle(now)
        debt += milliseconds
    }

    /// How many seconds to wait until one more is allowed of `burst` in a row, each of which takes `refillMilliseconds`
    /// to come back; 0 for not at all.
    func wait(burst: Int64, refillMilliseconds: Int64, at now: Moment) -> Int64 {
        var bucket = self
        bucket.settle(now)
        let over = bucket.debt - (burst - 1) * refillMilliseconds
        return over <= 0 ? 0 : (over + 999) / 1_000
    }

    /// Whether nothing is used up any more.
    func isEmpty(at now: Moment) -> Bool {
        var bucket = self
        bucket.settle(now)
        return bucket.debt == 0
    }
}

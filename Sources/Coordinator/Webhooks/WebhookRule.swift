/// When a message that was not accepted is sent again, and when it goes to the dead letters so that the next one can be
/// sent. A receiver that answered but would not take this message is asked `refusedAttempts` times; one that is not
/// there at all is waited for `unreachableHours` long, because then it would take no other message either.
package struct WebhookRule: Hashable, Sendable {
    /// The pause after the first failure, in seconds; it doubles with every further one.
    package var firstRetrySeconds: Int64 = 5
    /// The longest pause, in seconds.
    package var longestRetrySeconds: Int64 = 3_600
    /// How often a message is sent to a receiver that answers and does not take it.
    package var refusedAttempts: Int64 = 15
    /// How long a receiver that is not there is waited for, in hours, before the message is given up.
    package var unreachableHours: Int64 = 72

    /// The defaults.
    package init() {}

    /// How a message stands before this answer.
    package struct State: Hashable, Sendable {
        /// How often it was sent in vain.
        package var attempts: Int64 = 0
        /// Since when.
        package var failingSince: Moment?

        /// A message that was never sent, unless told otherwise.
        package init(attempts: Int64 = 0, failingSince: Moment? = nil) {
            self.attempts = attempts
            self.failingSince = failingSince
        }
    }

    /// What follows from an answer.
    package enum Decision: Hashable, Sendable {
        /// The receiver has it; the next one follows.
        case accepted
        /// Once more, not before then.
        case retry(at: Moment)
        /// Given up; the next one follows.
        case deadLetter
        /// The receiver wants no more messages, ever.
        case disable
    }

    /// What to do after `answer` came at `now`.
    /// - Parameter seed: spreads the pauses of many webhooks; the same seed gives the same pause.
    package func decide(_ answer: WebhookAnswer, after state: State, at now: Moment, seed: UInt64) -> Decision {
        var asked: Int64 = 0
        switch answer {
        case .status(let status, _) where (200..<300).contains(status): return .accepted
        case .status(410, _): return .disable
        case .status(let status, let retryAfter):
            asked = min(max(retryAfter ?? 0, 0), longestRetrySeconds)
            guard Self.notThere.contains(status) else {
                guard state.attempts + 1 < refusedAttempts else { return .deadLetter }
                break
            }
            guard !hasWaitedLongEnough(state, now) else { return .deadLetter }
        case .none:
            guard !hasWaitedLongEnough(state, now) else { return .deadLetter }
        }
        let pause = max(pauseMilliseconds(after: state.attempts, seed: seed), asked * 1_000)
        return .retry(at: Moment(milliseconds: now.milliseconds + pause))
    }

    /// "Later", said by the receiver or by the proxy in front of it: it is not about the message.
    private static let notThere: Set<Int> = [408, 425, 429, 502, 503, 504]

    private func hasWaitedLongEnough(_ state: State, _ now: Moment) -> Bool {
        guard let since = state.failingSince else { return false }
        return now >= since.adding(seconds: unreachableHours * 3_600)
    }

    /// From half of the doubled pause to all of it.
    private func pauseMilliseconds(after attempts: Int64, seed: UInt64) -> Int64 {
        let doubled = firstRetrySeconds << min(max(attempts, 0), 20)
        let longest = min(doubled, longestRetrySeconds) * 1_000
        return longest - Int64(Self.mixed(seed) % UInt64(longest / 2 + 1))
    }

    /// Neighbouring seeds give unlike numbers: the finisher of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static func mixed(_ seed: UInt64) -> UInt64 {
        var mixed = seed &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

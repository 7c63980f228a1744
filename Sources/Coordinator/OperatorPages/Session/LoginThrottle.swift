/// How many wrong logins there may be: a bucket per address and one for all of them together. Only wrong ones count. A
/// token has 256 random bits, so this is not what keeps a guesser out; it keeps the log and the disk quiet.
package struct LoginThrottle: Sendable {
    /// How many tries at once, and how fast they come back.
    package struct Allowance: Sendable, Equatable {
        /// Wrong logins in a row.
        package var burst: Int64
        /// Seconds until one more is allowed.
        package var refillSeconds: Int64

        /// Makes an allowance.
        package init(burst: Int64, refillSeconds: Int64) {
            self.burst = burst
            self.refillSeconds = refillSeconds
        }
    }

    private let perAddress: Allowance
    private let global: Allowance
    private let mostAddresses: Int
    private var addresses: [String: LeakyBucket] = [:]
    private var all = LeakyBucket(at: Moment(milliseconds: 0))

    /// Makes a throttle.
    /// - Parameter mostAddresses: how many addresses are remembered; beyond it new ones are only counted together.
    package init(
        perAddress: Allowance = Allowance(burst: 10, refillSeconds: 30),
        global: Allowance = Allowance(burst: 300, refillSeconds: 1),
        mostAddresses: Int = 10_000
    ) {
        self.perAddress = perAddress
        self.global = global
        self.mostAddresses = mostAddresses
    }

    /// How many seconds an address has to wait before its next try; 0 when it may try now.
    package func wait(_ address: String, at now: Moment) -> Int64 {
        let own = addresses[address].map { Self.wait($0, perAddress, now) } ?? 0
        return max(own, Self.wait(all, global, now))
    }

    /// A login of this address was wrong.
    package mutating func failed(_ address: String, at now: Moment) {
        all.add(global.refillSeconds * 1_000, at: now)
        if addresses[address] == nil, addresses.count >= mostAddresses { forget(at: now) }
        guard addresses[address] != nil || addresses.count < mostAddresses else { return }
        addresses[address, default: LeakyBucket(at: now)].add(perAddress.refillSeconds * 1_000, at: now)
    }

    /// A login of this address was right.
    package mutating func succeeded(_ address: String) { addresses[address] = nil }

    private mutating func forget(at now: Moment) {
        addresses = addresses.filter { !$0.value.isEmpty(at: now) }
    }

    private static func wait(_ bucket: LeakyBucket, _ allowance: Allowance, _ now: Moment) -> Int64 {
        bucket.wait(burst: allowance.burst, refillMilliseconds: allowance.refillSeconds * 1_000, at: now)
    }
}

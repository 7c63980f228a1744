/// Who keeps the machine from new work, and what work is under way. Pure: one of both at a time, so nothing is begun
/// under a lease and no lease is given while something moves.
struct LeaseBook: Equatable {
    /// A lease.
    struct Lease: Equatable, Codable {
        /// Whose it is.
        var owner: String
        /// When it ends, in milliseconds of this boot.
        var ends: Int64
        /// The boot that these milliseconds count in; a lease does not outlive it.
        var boot: String
    }

    /// The answer to who asks for a lease.
    enum Answer: Equatable {
        /// Given, until then.
        case given(Lease)
        /// Something is under way.
        case busy([String])
        /// Somebody else has it.
        case held(Lease)
    }

    /// Longest lease, in seconds.
    static let longestSeconds: Int64 = 3_600

    private(set) var work: [String] = []
    private(set) var lease: Lease?
    private let boot: String

    /// - Parameter stored: the lease of an earlier start, if any.
    init(boot: String, stored: Lease? = nil) {
        self.boot = boot
        lease = stored.flatMap { $0.boot == boot ? $0 : nil }
    }

    /// The lease in force.
    func lease(at now: Int64) -> Lease? { lease.flatMap { $0.ends > now ? $0 : nil } }

    /// Begins work, unless a lease keeps the machine from it.
    mutating func begin(_ name: String, at now: Int64) -> Bool {
        guard lease(at: now) == nil else { return false }
        work.append(name)
        return true
    }

    /// Work has ended.
    mutating func end(_ name: String) {
        if let index = work.firstIndex(of: name) { work.remove(at: index) }
    }

    /// Gives a lease, or lengthens the owner's own.
    mutating func take(owner: String, seconds: Int64, at now: Int64) -> Answer {
        if let held = lease(at: now), held.owner != owner { return .held(held) }
        guard work.isEmpty else { return .busy(work) }
        let given = Lease(owner: owner, ends: now + min(max(seconds, 1), Self.longestSeconds) * 1_000, boot: boot)
        lease = given
        return .given(given)
    }

    /// Takes the owner's lease back.
    /// - Returns: whether there is none any more.
    mutating func release(owner: String, at now: Int64) -> Bool {
        if let held = lease(at: now), held.owner != owner { return false }
        lease = nil
        return true
    }
}

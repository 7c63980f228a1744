/// What keeps one witness from signing, so that a person is told of it once, and not of every pause of a network.
struct WitnessTrouble {
    /// When it did not sign for the first time since it last did.
    private var since: Moment?
    private var told: WitnessRefusal.Kind?

    /// How long it may be silent before somebody has to be told.
    static let patienceMilliseconds: Int64 = 900_000

    /// It did not sign.
    /// - Returns: whether somebody has to be told now.
    mutating func goesOn(_ kind: WitnessRefusal.Kind, at now: Moment) -> Bool {
        let since = since ?? now
        self.since = since
        let isOver = kind == .refused || now.milliseconds - since.milliseconds >= Self.patienceMilliseconds
        guard isOver, told != kind, told != .refused else { return false }
        told = kind
        return true
    }

    /// It signed.
    mutating func ended() { self = WitnessTrouble() }
}

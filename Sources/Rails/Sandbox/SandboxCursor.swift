/// How far into which file a caller has read: `life.sequence`.
struct SandboxCursor: Hashable, Sendable {
    var life: String
    var sequence: Int

    var written: String { "\(life).\(sequence)" }

    init(life: String, sequence: Int) {
        self.life = life
        self.sequence = sequence
    }

    /// Throws `badCursor`.
    init(reading text: String) throws(RailError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let sequence = Int(parts[1]), sequence >= 0 else {
            throw RailError(
                .badCursor,
                "The stored cursor was not made by a sandbox rail; was a rail's name given to another kind? "
                    + "Clear it to start from the beginning."
            )
        }
        self.init(life: String(parts[0]), sequence: sequence)
    }
}

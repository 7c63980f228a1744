/// Numbers of sessions. The generation is their upper half, so a session of a restored database has a number that no
/// session before it had, and a machine's number tells which generation it last spoke to.
package enum Epoch {
    private static let bits: Int64 = 32
    /// The highest number that is believed of a machine: far beyond any that is given.
    package static let maximum: Int64 = 1 << 60

    /// The next session's number after `last`, in `generation`.
    package static func next(after last: Int64, generation: Int64) -> Int64 {
        max(last, (generation - 1) << bits) + 1
    }

    /// The generation in which `epoch` was given.
    package static func generation(of epoch: Int64) -> Int64 { (epoch >> bits) + 1 }
}

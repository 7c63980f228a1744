/// Which witnesses must have cosigned (C2SP tlog-policy: Defining the quorum).
package indirect enum WitnessQuorum: Hashable, Sendable {
    /// Nobody.
    case none
    /// This one.
    case witness(NoteKey)
    /// So many of these.
    case group(Int, [WitnessQuorum])

    /// Whether witnesses that cosigned are enough.
    package func isMet(by signed: Set<NoteKey>) -> Bool {
        switch self {
        case .none: true
        case .witness(let key): signed.contains(key)
        case .group(let needed, let members): members.count { $0.isMet(by: signed) } >= needed
        }
    }

    /// What is asked for, for a person.
    package var words: String {
        switch self {
        case .none: "no witness"
        case .witness(let key): "witness \(key.name)"
        case .group(let needed, let members):
            "\(needed) of \(members.count) (\(members.map(\.words).joined(separator: ", ")))"
        }
    }
}

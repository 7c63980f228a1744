/// Where a serial stands in its life. The states are those of OPEN-SCS (OPC 30260, SerialNumberStateEnum); ours has one
/// state for a label that was scrapped and a product that was, and one for a label and a product taken as a sample.
/// Under each stands what may follow.
package enum SerialState: String, CaseIterable, Codable, Sendable {
    /// Belongs to nobody's production yet. Then: `unallocated`, `invalid`.
    case unassigned
    /// Belongs to a brand's production, but to no block. Then: `allocated`, `inactive`, `invalid`.
    case unallocated
    /// Stands in a block that was granted to a machine. Then: `encoded`, `scrapped`, `inactive`, `invalid`.
    case allocated
    /// Was written on something, and was not read back yet. Then: `commissioned`, `sampled`, `scrapped`, `invalid`.
    case encoded
    /// Stands on a product. Then: `sampled`, `scrapped`, `inactive`, `destroyed`, `released`.
    case commissioned
    /// Stands on something kept as a sample. Then: `inactive`, `destroyed`.
    case sampled
    /// Stands on something unusable, or nobody knows whether it was written. Then: `destroyed`.
    case scrapped
    /// Was returned unused, or the product is no longer in use. Then: `destroyed`.
    case inactive
    /// What it stood on is no more. Then: nothing.
    case destroyed
    /// The product left production. Then: `inactive`, `destroyed`.
    case released
    /// No longer a serial. Then: nothing.
    case invalid

    /// The number of the state in OPC 30260; 6 for `scrapped`, which there is the label's.
    package var number: Int {
        switch self {
        case .unassigned: 0
        case .unallocated: 1
        case .allocated: 2
        case .invalid: 3
        case .encoded: 4
        case .scrapped: 6
        case .commissioned: 7
        case .sampled: 8
        case .inactive: 9
        case .destroyed: 10
        case .released: 11
        }
    }

    /// Whether a run may end with a serial in this state.
    package var isEndOfRun: Bool {
        switch self {
        case .commissioned, .sampled, .scrapped, .inactive, .destroyed, .invalid, .released: true
        case .unassigned, .unallocated, .allocated, .encoded: false
        }
    }
}

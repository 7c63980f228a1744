package import Rails

/// One configured way to be paid.
package enum RailConfiguration: Sendable {
    /// Play money. `confirmations` is nil for final at once, else how deep payments are followed.
    case sandbox(id: String, asset: RailAsset, canHold: Bool, trackedDepth: Int?)
    /// A node of the Bitcoin Core family.
    case node(NodeConfiguration)

    /// The rail's name.
    package var id: String {
        switch self {
        case .sandbox(let id, _, _, _): id
        case .node(let node): node.id
        }
    }

    /// What is paid here.
    package var asset: RailAsset {
        switch self {
        case .sandbox(_, let asset, _, _): asset
        case .node(let node): node.coin.asset
        }
    }

    /// How deep payments are followed; nil where a payment is final at once.
    package var trackedDepth: Int? {
        switch self {
        case .sandbox(_, _, _, let depth): depth
        case .node(let node): node.trackedDepth
        }
    }
}

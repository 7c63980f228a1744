/// Something that will happen in the simulated machine unless an output changes first.
struct ScheduledStep: Sendable {
    enum Kind: Sendable, Equatable {
        case homeLeft(lane: String)
        case released(lane: String)
        case turnDone(lane: String)
        case goodsArrive(lane: String, sticks: Bool)
        case goodsClear(lane: String)
        case interlockOpens(String)

        /// The lane whose motor has to be on for this to happen; nil when it happens anyway.
        var drivenLane: String? {
            switch self {
            case .homeLeft(let lane), .released(let lane), .turnDone(let lane): lane
            case .goodsArrive, .goodsClear, .interlockOpens: nil
            }
        }
    }

    var time: UInt64
    var kind: Kind
}

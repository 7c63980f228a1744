import TestSupport

/// What the links do to messages. Of one connection nothing overtakes; what is lost breaks the connection, as TCP does.
struct SimulatedNetwork {
    /// How many of a thousand messages are lost, come twice, or come late.
    let lossPerMille: Int64
    let duplicatePerMille: Int64
    let delayPerMille: Int64
    let corruptionPerMille: Int64
    /// The machines whose link is cut, one way or both: `(machine, to the coordinator)`.
    var cut: Set<Direction> = []
    /// When the last message of a direction of a connection arrives.
    var lastArrival: [Direction: Int64] = [:]

    struct Direction: Hashable {
        let machine: Int
        let isToCoordinator: Bool
    }

    /// A network whose faults follow from the seed.
    init(from generator: inout SplitMix64) {
        func draw(_ highest: Int64) -> Int64 {
            Bool.random(using: &generator) ? Int64.random(in: 0...highest, using: &generator) : 0
        }
        lossPerMille = draw(60)
        duplicatePerMille = draw(60)
        delayPerMille = draw(100)
        corruptionPerMille = draw(10)
    }
}

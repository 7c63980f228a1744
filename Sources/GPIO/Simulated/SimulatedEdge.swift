/// An edge in a simulated kernel's buffer.
struct SimulatedEdge: Hashable, Sendable {
    var level: Level
    var timestampNanoseconds: UInt64
    var sequence: UInt32
}

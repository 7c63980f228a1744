/// An edge as a driver reports it: the input by its place in the configuration.
struct RawEdge: Hashable, Sendable {
    var input: Int
    var level: Level
    var timestampNanoseconds: UInt64
    var lineSequence: UInt32
}

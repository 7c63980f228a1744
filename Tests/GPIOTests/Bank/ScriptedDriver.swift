@testable import GPIO

/// A driver that fails where it is told to, and remembers what it was asked.
final class ScriptedDriver: LineDriver {
    var initialInputLevels: [Level?]
    var failingOutputs: Set<Int> = []
    var isBlind = false
    var edges: [RawEdge] = []
    var levels: [Level]
    private(set) var log: [String] = []

    init(outputs: Int, inputLevels: [Level?] = []) {
        levels = Array(repeating: .inactive, count: outputs)
        initialInputLevels = inputLevels
    }

    func set(output: Int, _ level: Level) throws(GPIOError) {
        log.append("set \(output) \(level)")
        if failingOutputs.contains(output) { throw GPIOError(.ioFailure, "output \(output) broke") }
        levels[output] = level
    }

    func read(output: Int) throws(GPIOError) -> Level { levels[output] }

    func read(input: Int) throws(GPIOError) -> Level {
        if isBlind { throw GPIOError(.ioFailure, "input \(input) broke") }
        return initialInputLevels[input] ?? .inactive
    }

    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> [RawEdge] {
        if isBlind { throw GPIOError(.ioFailure, "waiting broke") }
        defer { edges = [] }
        return edges
    }

    func release() { log.append("release") }
}

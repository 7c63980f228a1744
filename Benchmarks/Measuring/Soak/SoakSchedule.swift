/// Which faults strike when: the same for the same random numbers, so that a run can be looked at again.
package struct SoakSchedule: Sendable, Equatable {
    /// From the first to the last.
    package let faults: [SoakFault]

    /// The longest time between the beginnings of two faults; the shortest is less than half of it.
    private static let longestPauseSeconds = 4.0
    /// What a fault may have to wait for its target.
    private static let waitSeconds = 6.0
    /// What is left quiet at the end, so that the last fault shows what it does.
    private static let quietSeconds = 2.0
    /// After a fault its target is left alone for so long.
    private static let restSeconds = 1.0

    /// Makes a schedule in which every kind of fault comes before any comes again, and no target has two at once.
    /// - Parameters:
    ///   - seconds: how long faults may strike.
    ///   - machines: how many machines there are.
    package init(seconds: Double, machines: Int, using generator: inout some RandomNumberGenerator) {
        let end = seconds - Self.quietSeconds
        let pause = min(Self.longestPauseSeconds, (end - Self.waitSeconds) / Double(SoakFault.Kind.allCases.count))
        var faults: [SoakFault] = []
        var deck: [SoakFault.Kind] = []
        var freeAt: [Int?: Double] = [:]
        var time = 0.0
        while machines > 0, pause > 0 {
            time += Double.random(in: (0.4 * pause)...pause, using: &generator)
            guard time < end else { break }
            if deck.isEmpty { deck = SoakFault.Kind.allCases.shuffled(using: &generator) }
            let kind = deck.removeLast()
            let target: Int? = kind.isOfMachine ? Int.random(in: 0..<machines, using: &generator) : nil
            let start = max(time, freeAt[target] ?? 0)
            let over = min(start + Double.random(in: kind.seconds, using: &generator), end)
            guard over >= start else { continue }
            faults.append(SoakFault(kind, machine: target, start: start, seconds: over - start))
            freeAt[target] = over + Self.restSeconds
        }
        self.faults = faults.sorted { $0.start < $1.start }
    }
}

/// What differs between a real chip and the simulated ones. Lines are known by their place in the configuration; all
/// rules about who may do what, and when outputs go safe, are `DrivenLineBank`'s.
protocol LineDriver: AnyObject {
    /// The level of each input right after the request, nil where an edge may already have happened.
    var initialInputLevels: [Level?] { get }

    func set(output: Int, _ level: Level) throws(GPIOError)
    func read(output: Int) throws(GPIOError) -> Level
    func read(input: Int) throws(GPIOError) -> Level

    /// Waits until at least one edge is there or the time is over, then takes all there are.
    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> [RawEdge]

    /// Gives the lines up. Called exactly once, last.
    func release()
}

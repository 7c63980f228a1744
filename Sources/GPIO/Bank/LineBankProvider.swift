/// A place to get lines from: the kernel, a simulated chip, or a simulated chip in another process.
package protocol LineBankProvider: Sendable {
    /// Takes all lines of the configuration, exclusively, or none of them: a line someone owns is `.lineBusy`.
    func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank

    /// The level of a line that nobody holds, without changing anything about it: neither its direction nor its
    /// resistor. What a chip drives on after its owner died is seen in no other way.
    /// - Throws: `.lineBusy` while somebody holds it; `.lineNotFound` and the others of `open`.
    func peek(_ line: LineName, activeLow: Bool) throws(GPIOError) -> Level
}

/// A place to get lines from: the kernel, a simulated chip, or a simulated chip in another process.
package protocol LineBankProvider: Sendable {
    /// Takes all lines of the configuration, exclusively, or none of them: a line someone owns is `.lineBusy`.
    func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank
}

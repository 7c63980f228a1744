/// Opens lines of a simulated chip that another process serves with `SimulatedChipServer`.
package struct SocketLineBankProvider: LineBankProvider {
    /// Where the server listens.
    package let socketPath: String

    /// The chip served at `socketPath`. Nothing is connected until `open`; each bank has a connection of its own.
    package init(socketPath: String) {
        self.socketPath = socketPath
    }

    /// Takes the lines. A server that is not there, or breaks off, is `.ioFailure`.
    package func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank {
        try configuration.check()
        let lines = try SocketLines(socketPath: socketPath, configuration: configuration)
        return DrivenLineBank(configuration: configuration, driver: lines)
    }

    /// Asks over a connection of its own.
    package func peek(_ line: LineName, activeLow: Bool) throws(GPIOError) -> Level {
        guard line.isWellFormed else { throw GPIOError.lineNotFound(line) }
        return try SocketLines.peek(line, activeLow: activeLow, socketPath: socketPath)
    }
}

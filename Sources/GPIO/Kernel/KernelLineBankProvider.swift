/// Opens lines of the kernel's GPIO chips through libgpiod.
package struct KernelLineBankProvider: LineBankProvider {
    /// Where the chips' devices are.
    private let directory: String

    /// The chips under `directory`; anything but `/dev` is for tests.
    package init(directory: String = "/dev") {
        self.directory = directory
    }

    /// Finds every line first, so that a mistake in a name or a line in use is reported before anything is touched;
    /// then requests the inputs, and the outputs last.
    package func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank {
        try configuration.check()
        let lines = try KernelLines(directory: directory, configuration: configuration)
        return DrivenLineBank(configuration: configuration, driver: lines)
    }

    /// Asks for the line as it is, reads it, and gives it back.
    package func peek(_ line: LineName, activeLow: Bool) throws(GPIOError) -> Level {
        guard line.isWellFormed else { throw GPIOError.lineNotFound(line) }
        return try KernelChip(directory: directory, label: line.chip).peek(line, activeLow: activeLow)
    }
}

import CGPIO
import Glibc

/// One open chip of the kernel.
final class KernelChip {
    let label: String
    private let chip: OpaquePointer

    /// Opens the chip with this label.
    init(directory: String, label: String) throws(GPIOError) {
        var opened: OpaquePointer?
        let status = cgpio_chip_open(directory, label, &opened)
        if -status.error == ENODEV { throw GPIOError.chipNotFound(label, present: Self.labels(directory: directory)) }
        try status.check("chip “\(label)”")
        guard let opened else {
            throw GPIOError(.ioFailure, "chip “\(label)” was opened without a handle; report this as a bug")
        }
        self.label = label
        chip = opened
    }

    deinit {
        cgpio_chip_close(chip)
    }

    /// The labels of all chips there are.
    static func labels(directory: String) -> [String] {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { text in
            guard let start = text.baseAddress else { return [] }
            cgpio_chip_labels(directory, start, text.count)
            return String(cString: start).split(separator: "\n").map(String.init)
        }
    }

    /// Where the line is, provided nobody holds it.
    func findFree(_ name: LineName) throws(GPIOError) -> UInt32 {
        var offset: UInt32 = 0
        let (status, consumer) = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CGPIO_NAME_SIZE)) {
            $0.initialize(repeating: 0)
            let status = cgpio_chip_find_line(chip, name.line, &offset, $0.baseAddress)
            return (status, $0.baseAddress.map { String(cString: $0) } ?? "")
        }
        if -status.error == ENOENT { throw GPIOError.lineNotFound(name) }
        try status.check("\(name)")
        guard consumer.isEmpty else { throw GPIOError.lineBusy(name, consumer: consumer) }
        return offset
    }

    /// The level of a line that nobody holds, which stays as it is.
    func peek(_ name: LineName, activeLow: Bool) throws(GPIOError) -> Level {
        var isActive = false
        let status = cgpio_chip_peek(chip, try findFree(name), "mintmark", activeLow, &isActive)
        if -status.error == EBUSY { throw GPIOError.lineBusy(name, consumer: nil) }
        try status.check("\(name)")
        return isActive ? .active : .inactive
    }

    func request(_ output: OutputConfiguration, offset: UInt32, consumer: String) throws(GPIOError) -> KernelLine {
        var line: OpaquePointer?
        let isActive = output.initial == .active
        let status = cgpio_chip_request_output(chip, offset, consumer, output.activeLow, isActive, &line)
        return try KernelLine(chip: self, name: output.name, status: status, line: line)
    }

    /// Requests an input and sets its resistor; `KernelLine.watch` follows.
    func request(_ input: InputConfiguration, offset: UInt32, consumer: String) throws(GPIOError) -> KernelLine {
        var line: OpaquePointer?
        let bias: cgpio_bias =
            switch input.bias {
            case .asIs: CGPIO_BIAS_AS_IS
            case .disabled: CGPIO_BIAS_DISABLED
            case .pullUp: CGPIO_BIAS_PULL_UP
            case .pullDown: CGPIO_BIAS_PULL_DOWN
            }
        let status = cgpio_chip_request_input(chip, offset, consumer, input.activeLow, bias, &line)
        return try KernelLine(chip: self, name: input.name, status: status, line: line)
    }
}

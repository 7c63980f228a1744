import CGPIO
import Glibc

extension cgpio_status {
    /// Throws what the status means, unless it is success; `subject` says what it happened to.
    func check(_ subject: String) throws(GPIOError) {
        guard error != 0 else { return }
        let number = -error
        let step = step.map { String(cString: $0) } ?? "use the line"
        let (code, advice) = Self.meaning(number)
        throw GPIOError(code, "\(subject): cannot \(step): \(systemMessage(number)); \(advice)")
    }

    private static func meaning(_ number: Int32) -> (GPIOError.Code, String) {
        switch number {
        case EACCES, EPERM:
            return (.permissionDenied, "run as a member of the group that owns /dev/gpiochip*")
        case ENOTUNIQ:
            return (.ambiguousName, "give each chip a label, and each line a name, of its own in the device tree")
        case EBUSY:
            return (.lineBusy, "stop the program that holds it")
        // ENOTSUPP, which drivers answer for a resistor or debounce they lack, has no name outside the kernel.
        case EINVAL, EOPNOTSUPP, ENOTTY, 524:
            return (.unsupported, "the chip or kernel (5.10 or later is needed) cannot do what was asked")
        default:
            return (.ioFailure, "check the board's wiring and the kernel log")
        }
    }
}

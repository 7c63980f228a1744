import Glibc
import Platform

/// A serial port that is this program's alone, for as long as the claim exists: two programs on one serial line take
/// each other's replies.
///
/// It has a descriptor of its own. So it is there before libmodbus opens the port and sets its speed, which would spoil
/// the line of its owner, and it is given up only after libmodbus closed it and set the speed back.
struct SerialClaim: ~Copyable {
    private let descriptor: Int32

    /// Claims a port.
    /// - Throws: `busUnavailable` when another program has it, or it can't be opened; `permissionDenied`.
    init(_ port: SerialPort) throws(GPIOError) {
        let descriptor = Glibc.open(port.path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(errno, port) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            Glibc.close(descriptor)
            throw Self.refusal(number, port)
        }
        self.descriptor = descriptor
    }

    /// Keeps programs out that don't lock: from now on nobody can open the port. Not every driver has it.
    func keepOthersOut() { _ = ioctl(descriptor, UInt(TIOCEXCL)) }

    /// Closing alone would not do: a child that was started meanwhile may have the descriptor, and the lock with it,
    /// and the port stays shut as long as anybody has it open.
    deinit {
        _ = ioctl(descriptor, UInt(TIOCNXCL))
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }

    /// Why a port could not be opened, in words.
    static func refusal(_ number: Int32, _ port: SerialPort) -> GPIOError {
        switch number {
        case EWOULDBLOCK, EBUSY:
            GPIOError(.busUnavailable, "another program uses \(port.path); stop it, a bus has one owner")
        default:
            GPIOError(
                number == EACCES ? .permissionDenied : .busUnavailable,
                "port \(port.path) can't be opened: \(systemMessage(number)); is it there, and is the user in group "
                    + "dialout?"
            )
        }
    }
}

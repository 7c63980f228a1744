internal import CModbus
import Glibc

/// Opens serial ports through libmodbus.
enum SerialConnection {
    /// A context with the port open, held by this process alone.
    static func open(_ port: SerialPort) throws(GPIOError) -> OpaquePointer {
        let parity: Character =
            switch port.parity {
            case .none: "N"
            case .even: "E"
            case .odd: "O"
            }
        let letter = CChar(bitPattern: parity.asciiValue ?? 0)
        guard let context = modbus_new_rtu(port.path, Int32(port.baud), letter, 8, Int32(port.stopBits)) else {
            throw GPIOError(.busUnavailable, "no context for \(port.path): \(systemMessage(errno))")
        }
        guard modbus_connect(context) == 0 else {
            let number = errno
            modbus_free(context)
            let code: GPIOError.Code = number == EACCES ? .permissionDenied : .busUnavailable
            throw GPIOError(
                code,
                "port \(port.path) can't be opened: \(systemMessage(number)); is it there, and is the user in group "
                    + "dialout?"
            )
        }
        do throws(GPIOError) {
            try claim(modbus_get_socket(context), port)
            try setDirection(context, port)
        } catch {
            modbus_close(context)
            modbus_free(context)
            throw error
        }
        return context
    }

    /// Two programs on one serial line take each other's replies.
    private static func claim(_ descriptor: Int32, _ port: SerialPort) throws(GPIOError) {
        guard descriptor < FD_SETSIZE else {
            throw GPIOError(.busUnavailable, "too many files are open to use \(port.path)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw GPIOError(.busUnavailable, "another program uses \(port.path); stop it, a bus has one owner")
        }
        // For programs that don't lock; not every driver has it.
        _ = ioctl(descriptor, UInt(TIOCEXCL))
    }

    private static func setDirection(_ context: OpaquePointer, _ port: SerialPort) throws(GPIOError) {
        guard port.isRS485 else { return }
        guard modbus_rtu_set_serial_mode(context, MODBUS_RTU_RS485) == 0 else {
            throw GPIOError(
                .unsupported,
                "the driver of \(port.path) can't switch the direction of RS-485: \(systemMessage(errno)); use a "
                    + "transceiver that does it itself, and switch RS-485 off for this port"
            )
        }
    }
}

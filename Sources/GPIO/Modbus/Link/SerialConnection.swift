internal import CModbus
import Glibc

/// Opens serial ports through libmodbus.
enum SerialConnection {
    /// A context with the port open. Claim it before, see `SerialClaim`.
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
            throw SerialClaim.refusal(number, port)
        }
        do throws(GPIOError) {
            guard modbus_get_socket(context) < FD_SETSIZE else {
                throw GPIOError(.busUnavailable, "too many files are open to use \(port.path)")
            }
            try setDirection(context, port)
        } catch {
            modbus_close(context)
            modbus_free(context)
            throw error
        }
        return context
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

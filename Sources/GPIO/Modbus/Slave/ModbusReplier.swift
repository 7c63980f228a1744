internal import CModbus
import Glibc

/// Has libmodbus do a request and make its reply, which is caught on the way, so that it can come late, wrong or never.
/// Used by one thread.
final class ModbusReplier {
    private let context: OpaquePointer
    private let caught: Int32
    /// Bytes before the PDU, and after it.
    let headerLength: Int
    private let checksumLength: Int

    init(serial: Bool) throws(GPIOError) {
        // A device that is never opened: only the format of the frames is needed.
        let made = serial ? modbus_new_rtu("/dev/null", 19_200, 0x45, 8, 1) : modbus_new_tcp("127.0.0.1", 502)
        guard let made else { throw GPIOError(.ioFailure, "no Modbus context: \(systemMessage(errno))") }
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            modbus_free(made)
            throw GPIOError(.ioFailure, "no socket for the replies: \(systemMessage(errno))")
        }
        modbus_set_socket(made, ends[0])
        context = made
        caught = ends[1]
        headerLength = serial ? 1 : 7
        checksumLength = serial ? 2 : 0
    }

    deinit {
        close(modbus_get_socket(context))
        close(caught)
        modbus_free(context)
    }

    /// Does a request that was checked and makes its reply.
    /// - Parameter frame: The whole frame as it was received.
    func reply(to frame: [UInt8], of unit: UInt8, bank: ModbusRegisterBank) -> [UInt8] {
        modbus_set_slave(context, Int32(unit))
        let count = bank.withMapping { modbus_reply(context, frame, Int32(frame.count), $0) }
        return catchReply(count)
    }

    /// Makes an exception.
    func refuse(_ frame: [UInt8], of unit: UInt8, _ exception: ModbusException) -> [UInt8] {
        modbus_set_slave(context, Int32(unit))
        return catchReply(modbus_reply_exception(context, frame, UInt32(exception.code)))
    }

    /// The same reply with the last byte of its value changed, its checksum correct.
    func falsified(_ reply: [UInt8]) -> [UInt8] {
        guard reply.count > headerLength + checksumLength else { return reply }
        var body = Array(reply.dropLast(checksumLength))
        body[body.count - 1] ^= 0x01
        guard checksumLength > 0 else { return body }
        let checksum = CRC16.checksum(body)
        return body + [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)]
    }

    private func catchReply(_ count: Int32) -> [UInt8] {
        guard count > 0 else { return [] }
        var reply = [UInt8](repeating: 0, count: Int(count))
        return recv(caught, &reply, reply.count, 0) == reply.count ? reply : []
    }
}

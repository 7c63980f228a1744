internal import CModbus
import Glibc
import Platform

/// A bus through libmodbus. It opens ports, sends, receives and flushes; what it leaves unchecked is checked here and
/// in `ModbusReply`. Its recovery of its own is never used: it closes and connects in an endless loop inside of a send.
final class LibmodbusLink: ModbusLink {
    let endpoint: ModbusEndpoint
    private let connectMilliseconds: Int
    private var context: OpaquePointer?
    /// Of a serial port that is open.
    private var claim: SerialClaim?
    private var transaction: UInt16 = 0

    init(_ configuration: ModbusBusConfiguration) {
        endpoint = configuration.endpoint
        connectMilliseconds = configuration.connectMilliseconds
    }

    deinit { close() }

    func open() throws(GPIOError) {
        close()
        switch endpoint {
        case .tcp(let host, let port):
            let descriptor = try TCPConnection.open(host: host, port: port, timeoutMilliseconds: connectMilliseconds)
            guard descriptor < FD_SETSIZE, let made = modbus_new_tcp_pi(host, "\(port)") else {
                Glibc.close(descriptor)
                throw GPIOError(.busUnavailable, "too many files are open to use \(endpoint.name)")
            }
            modbus_set_socket(made, descriptor)
            context = made
        case .serial(let port):
            let claim = try SerialClaim(port)
            context = try SerialConnection.open(port)
            claim.keepOthersOut()
            self.claim = consume claim
        }
        modbus_set_error_recovery(context, MODBUS_ERROR_RECOVERY_NONE)
    }

    func close() {
        guard let context else { return }
        modbus_close(context)
        modbus_free(context)
        self.context = nil
        claim = nil
    }

    func flush() {
        guard let context else { return }
        modbus_flush(context)
    }

    func exchange(_ exchange: ModbusExchange) -> ModbusExchangeResult {
        guard let context else { return .notSent("it is not open") }
        let descriptor = modbus_get_socket(context)
        guard modbus_set_slave(context, Int32(exchange.unit)) == 0 else { return .notSent("no unit \(exchange.unit)") }
        let (seconds, rest) = exchange.responseNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        modbus_set_response_timeout(context, UInt32(seconds), UInt32(max(rest / 1_000, 1)))
        let (byteSeconds, byteRest) = exchange.byteMilliseconds.quotientAndRemainder(dividingBy: 1_000)
        modbus_set_byte_timeout(context, UInt32(byteSeconds), UInt32(byteRest * 1_000))
        if let failure = send(exchange, context, descriptor) { return failure }
        guard exchange.operation.function != 43 else {
            return parse(receiveOfUnknownLength(exchange, descriptor), exchange)
        }
        var buffer = [UInt8](repeating: 0, count: Int(MODBUS_TCP_MAX_ADU_LENGTH))
        let count = modbus_receive_confirmation(context, &buffer)
        guard count >= 0 else { return Self.failure(errno) }
        // 0 is a frame of another unit.
        guard count > 0 else { return .wrongReply("a frame of another unit") }
        return parse(.success(Array(buffer.prefix(Int(count)))), exchange)
    }

    private func send(_ exchange: ModbusExchange, _ context: OpaquePointer, _ descriptor: Int32)
        -> ModbusExchangeResult?
    {
        let pdu = exchange.operation.pdu
        switch endpoint {
        case .tcp:
            // Readable before the question: the device closed the connection, or a gateway said something twice.
            guard (try? Polling.wait([descriptor], until: 0)) == [false] else {
                return .notSent("the connection was closed by the other side, or has bytes that nobody asked for")
            }
            transaction &+= 1
            // libmodbus 3.1.6 sends every raw request with transaction 0, so that no reply could be told from another.
            let frame = transaction.bytes + [0, 0] + UInt16(pdu.count + 1).bytes + [exchange.unit] + pdu
            let sent = Glibc.send(descriptor, frame, frame.count, Int32(MSG_NOSIGNAL))
            if sent == frame.count { return nil }
            return sent < 0 ? .notSent(systemMessage(errno)) : .connectionLost("only \(sent) bytes could be sent")
        case .serial:
            modbus_flush(context)
            let frame = [exchange.unit] + pdu
            let sent = modbus_send_raw_request(context, frame, Int32(frame.count))
            if sent == frame.count + 2 { return nil }
            let text = Self.text(errno)
            return sent < 0 && errno != cmodbus_bad_data ? .notSent(text) : .connectionLost(text)
        }
    }

    /// Takes a frame apart: everything around the PDU has to be that of the request.
    private func parse(
        _ received: Result<[UInt8], ReceiveFailure>,
        _ exchange: ModbusExchange
    ) -> ModbusExchangeResult {
        let frame: [UInt8]
        switch received {
        case .success(let bytes): frame = bytes
        case .failure(let failure): return failure.result
        }
        switch endpoint {
        case .tcp:
            guard frame.count > 7 else { return .wrongReply("a frame of \(frame.count) bytes") }
            guard Array(frame[0..<4]) == transaction.bytes + [0, 0] else { return .wrongReply("another transaction") }
            guard Int(UInt16(high: frame[4], low: frame[5])) == frame.count - 6 else {
                return .wrongReply("a length that is not the function's")
            }
            guard frame[6] == exchange.unit else { return .wrongReply("a frame of unit \(frame[6])") }
            return .reply(Array(frame[7...]))
        case .serial:
            guard frame.count > 3, frame[0] == exchange.unit else { return .wrongReply("a frame of another unit") }
            return .reply(Array(frame[1..<(frame.count - 2)]))
        }
    }

    private static func failure(_ number: Int32) -> ModbusExchangeResult {
        switch number {
        case ETIMEDOUT: .timeout
        case let number where number >= MODBUS_ENOBASE: .wrongReply(text(number))
        default: .connectionLost(text(number))
        }
    }

    private static func text(_ number: Int32) -> String {
        guard let text = modbus_strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }
}

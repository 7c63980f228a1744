import Glibc
import Platform

/// Why no frame was received.
struct ReceiveFailure: Error {
    let result: ModbusExchangeResult
}

extension LibmodbusLink {
    /// Receives a reply of function 43, whose length libmodbus 3.1.6 doesn't know: on TCP the header says it, on a
    /// serial line the silence after it.
    func receiveOfUnknownLength(
        _ exchange: ModbusExchange,
        _ descriptor: Int32
    ) -> Result<[UInt8], ReceiveFailure> {
        var frame: [UInt8] = []
        var deadline = MonotonicClock.now() + exchange.responseNanoseconds
        while frame.count < 260 {
            if case .tcp = endpoint, frame.count >= 6, frame.count >= 6 + Int(UInt16(high: frame[4], low: frame[5])) {
                return .success(frame)
            }
            guard let ready = try? Polling.wait([descriptor], until: deadline) else {
                return .failure(ReceiveFailure(result: .connectionLost("waiting failed")))
            }
            guard ready == [true] else { return ended(frame) }
            var bytes = [UInt8](repeating: 0, count: 260 - frame.count)
            let count = read(descriptor, &bytes, bytes.count)
            guard count > 0 else {
                return .failure(ReceiveFailure(result: .connectionLost("the other side closed the connection")))
            }
            frame += bytes.prefix(count)
            deadline = MonotonicClock.now() + UInt64(exchange.byteMilliseconds) * 1_000_000
        }
        return .failure(ReceiveFailure(result: .wrongReply("a frame that does not end")))
    }

    /// After a silence.
    private func ended(_ frame: [UInt8]) -> Result<[UInt8], ReceiveFailure> {
        guard case .serial = endpoint, frame.count > 3 else { return .failure(ReceiveFailure(result: .timeout)) }
        let checksum = UInt16(high: frame[frame.count - 1], low: frame[frame.count - 2])
        return CRC16.checksum(frame.dropLast(2)) == checksum
            ? .success(frame) : .failure(ReceiveFailure(result: .wrongReply("a wrong checksum")))
    }
}

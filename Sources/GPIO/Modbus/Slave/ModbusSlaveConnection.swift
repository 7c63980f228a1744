import Glibc
import Platform

/// Serves one client, or one serial line, on the calling thread until it hangs up or the slave is stopped.
struct ModbusSlaveConnection {
    /// The silence that ends a frame on a serial line, in milliseconds. Far longer than 3.5 characters, because a
    /// simulated line's bytes come as the scheduler likes.
    static let silenceMilliseconds: UInt64 = 30

    let descriptor: Int32
    let isSerial: Bool
    let units: ModbusSlaveUnits
    let stop: WakePipe

    func run() {
        guard let replier = try? ModbusReplier(serial: isSerial) else { return }
        var cutter = ModbusFrameCutter(isSerial: isSerial)
        var isDeaf = false
        while true {
            let waitsForSilence = isSerial && (isDeaf || !cutter.isEmpty)
            let deadline = waitsForSilence ? after(Self.silenceMilliseconds) : .max
            guard let ready = try? Polling.wait([descriptor, stop.readable], until: deadline), !ready[1] else { return }
            guard ready[0] else {
                if !isDeaf, case .frame(let frame) = cutter.endAtSilence() {
                    guard answer(frame, replier) else { return }
                }
                cutter.drop()
                isDeaf = false
                continue
            }
            var bytes = [UInt8](repeating: 0, count: 512)
            let count = read(descriptor, &bytes, bytes.count)
            guard count > 0 else { return }
            guard !isDeaf else { continue }
            cutter.add(bytes.prefix(count))
            switch serve(&cutter, replier) {
            case .goOn: break
            case .awaitSilence:
                cutter.drop()
                isDeaf = true
            case .hangUp: return
            }
        }
    }

    private enum Next { case goOn, awaitSilence, hangUp }

    private func serve(_ cutter: inout ModbusFrameCutter, _ replier: ModbusReplier) -> Next {
        while true {
            switch cutter.cut() {
            case .incomplete: return .goOn
            case .senseless: return isSerial ? .awaitSilence : .hangUp
            case .frame(let frame):
                guard answer(frame, replier) else { return .hangUp }
            }
        }
    }

    /// False when the connection is over.
    private func answer(_ frame: ModbusFrameCutter.Frame, _ replier: ModbusReplier) -> Bool {
        switch units.step(frame: frame.bytes, unit: frame.unit, pdu: frame.pdu, replier) {
        case .nothing: true
        case .hangUp: isSerial
        case .send(let reply, let milliseconds): send(reply, afterMilliseconds: milliseconds)
        }
    }

    /// False when the slave is stopped meanwhile, or nobody reads.
    private func send(_ reply: [UInt8], afterMilliseconds milliseconds: Int) -> Bool {
        if milliseconds > 0 {
            guard let ready = try? Polling.wait([stop.readable], until: after(UInt64(milliseconds))), !ready[0] else {
                return false
            }
        }
        guard isSerial else {
            return Glibc.send(descriptor, reply, reply.count, Int32(MSG_NOSIGNAL)) == reply.count
        }
        // A line on which nobody listens is still a line.
        _ = write(descriptor, reply, reply.count)
        return true
    }

    private func after(_ milliseconds: UInt64) -> UInt64 {
        MonotonicClock.now() + milliseconds * MonotonicClock.nanosecondsPerMillisecond
    }
}

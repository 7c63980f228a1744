import Glibc
import Platform
import Synchronization

/// Simulated Modbus RTU devices on a serial line made of a pair of pseudo terminals. It runs until `close`.
package final class ModbusSerialSlave: Sendable {
    /// The device file of the other end, for a bus to open.
    package let path: String
    /// The slaves' end, and the other one kept open, so that a bus that closes it is no end of the line.
    private let line: (slaves: Int32, bus: Int32)
    private let stop: WakePipe
    private let thread = Mutex<DedicatedThread?>(nil)

    /// Makes the line and serves it from now on.
    /// - Throws: `ioFailure` when there are no more pseudo terminals.
    package init(
        banks: [UInt8: ModbusRegisterBank],
        hooks: ModbusSlaveHooks = ModbusSlaveHooks()
    ) throws(GPIOError) {
        stop = try WakePipe()
        (path, line) = try Self.makeLine()
        let units = ModbusSlaveUnits(banks: banks, hooks: hooks)
        let connection = ModbusSlaveConnection(descriptor: line.slaves, isSerial: true, units: units, stop: stop)
        do throws(ThreadError) {
            let started = try DedicatedThread("modbus-serial", signals: .none) { connection.run() }
            thread.withLock { $0 = started }
        } catch {
            Glibc.close(line.slaves)
            Glibc.close(line.bus)
            throw GPIOError(.ioFailure, "the serial slaves can't be served: \(error)")
        }
    }

    /// Ends the line: whoever has it open sees it hang up.
    package func close() {
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let running else { return }
        stop.wake()
        running.join()
        Glibc.close(line.slaves)
        Glibc.close(line.bus)
    }

    private static func makeLine() throws(GPIOError) -> (String, (slaves: Int32, bus: Int32)) {
        var ends: (slaves: Int32, bus: Int32) = (-1, -1)
        guard openpty(&ends.slaves, &ends.bus, nil, nil, nil) == 0 else {
            throw GPIOError(.ioFailure, "no pseudo terminal: \(systemMessage(errno))")
        }
        for end in [ends.slaves, ends.bus] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A reply that nobody reads must not hold the slaves up.
        _ = fcntl(ends.slaves, F_SETFL, O_NONBLOCK)
        var name = [CChar](repeating: 0, count: 64)
        var settings = termios()
        guard ttyname_r(ends.bus, &name, name.count) == 0, tcgetattr(ends.bus, &settings) == 0 else {
            let number = errno
            Glibc.close(ends.slaves)
            Glibc.close(ends.bus)
            throw GPIOError(.ioFailure, "the pseudo terminal can't be set up: \(systemMessage(number))")
        }
        // Without this the terminal would echo, and change bytes that are signs to it.
        cfmakeraw(&settings)
        tcsetattr(ends.bus, TCSANOW, &settings)
        return (String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), ends)
    }
}

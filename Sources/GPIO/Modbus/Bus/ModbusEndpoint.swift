/// Where a bus is.
package enum ModbusEndpoint: Sendable, Hashable {
    /// A device or gateway at a numeric address: looking up a name could take any time.
    case tcp(host: String, port: UInt16)
    /// A serial port.
    case serial(SerialPort)

    /// The silence between two frames, in nanoseconds: 3.5 characters, and at least 1.75 ms above 19,200 baud (Modbus
    /// over Serial Line V1.02, section 2.5.1.1). TCP needs none.
    package var gapNanoseconds: UInt64 {
        switch self {
        case .tcp: 0
        case .serial(let port): port.baud > 19_200 ? 1_750_000 : port.characterNanoseconds * 7 / 2
        }
    }

    /// How long bytes take on the wire, in nanoseconds. A timeout that is short of a slow line's own time always fails.
    package func nanoseconds(forBytes count: Int) -> UInt64 {
        switch self {
        case .tcp: 0
        case .serial(let port): port.characterNanoseconds * UInt64(count)
        }
    }

    /// For a person.
    package var name: String {
        switch self {
        case .tcp(let host, let port): "\(host):\(port)"
        case .serial(let port): port.path
        }
    }
}

/// A serial port and how it is set.
package struct SerialPort: Sendable, Hashable {
    /// The parity bit.
    package enum Parity: String, Sendable, Hashable, Codable, CaseIterable {
        /// None; the standard then asks for two stop bits.
        case none
        /// The standard's.
        case even
        /// The other.
        case odd
    }

    /// The device file, with a name that stays: /dev/serial/by-path/..., /dev/ttyAMA0.
    package let path: String
    /// Bits per second.
    package let baud: Int
    /// The parity bit.
    package let parity: Parity
    /// One or two.
    package let stopBits: Int
    /// Whether the kernel has to drive the transceiver's direction. False for RS-232 and for transceivers that do it
    /// themselves.
    package let isRS485: Bool

    /// Describes a port.
    /// - Throws: `invalidConfiguration` for a path whose number may be another adapter's after the next start, and for
    ///   settings that serial ports don't have.
    package init(
        path: String,
        baud: Int = 19_200,
        parity: Parity = .even,
        stopBits: Int? = nil,
        isRS485: Bool = false
    ) throws(GPIOError) {
        guard path.hasPrefix("/"), path.utf8.count <= 255, !path.utf8.contains(0) else {
            throw GPIOError(.invalidConfiguration, "“\(path)” is no serial port; write a path such as /dev/ttyAMA0")
        }
        guard !["/dev/ttyUSB", "/dev/ttyACM"].contains(where: { path.hasPrefix($0) }) else {
            throw GPIOError(
                .invalidConfiguration,
                "\(path) may be another adapter after the next start; take its name from /dev/serial/by-path"
            )
        }
        let stopBits = stopBits ?? (parity == .none ? 2 : 1)
        guard Self.rates.contains(baud), (1...2).contains(stopBits) else {
            throw GPIOError(
                .invalidConfiguration,
                "\(path): \(baud) baud with \(stopBits) stop bits; use one of \(Self.rates) and 1 or 2 stop bits"
            )
        }
        self.path = path
        self.baud = baud
        self.parity = parity
        self.stopBits = stopBits
        self.isRS485 = isRS485
    }

    private static let rates = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200]

    /// One character on the wire: start, eight bits, parity, stop.
    package var characterNanoseconds: UInt64 {
        UInt64(9 + (parity == .none ? 0 : 1) + stopBits) * 1_000_000_000 / UInt64(baud)
    }
}

/// The settings of a serial line that carries Modbus RTU.
package struct SerialLink: Codable, Sendable, Equatable {
    /// The parity bit; Modbus over Serial Line 1.02, section 2.5.1: even is the default.
    package enum Parity: String, Codable, Sendable, CaseIterable {
        /// An even number of ones.
        case even
        /// An odd number of ones.
        case odd
        /// No parity bit; the standard then asks for two stop bits.
        case none
    }

    /// Who turns the RS-485 driver on and off. Never the program: it is too late by milliseconds.
    package enum Direction: String, Codable, Sendable, CaseIterable {
        /// The kernel, through `TIOCSRS485`; the bus is not opened when the driver cannot.
        case kernel
        /// The transceiver by itself.
        case transceiver
        /// Nobody: the line is not RS-485.
        case none
    }

    /// The rates a line may have, in bits per second.
    package static let rates = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200]
    /// The folders whose names stay when adapters are plugged in another order; `/dev/ttyUSB0` does not.
    package static let stableFolders = ["/dev/serial/by-id/", "/dev/serial/by-path/"]

    /// The device, by its udev name below one of `stableFolders`.
    package var device: String
    /// Bits per second, one of `rates`.
    package var baud: Int
    /// The parity bit.
    package var parity: Parity
    /// 1 or 2.
    package var stopBits: Int
    /// Who turns the driver on.
    package var rs485: Direction

    /// Settings with all their parts.
    package init(device: String, baud: Int, parity: Parity = .even, stopBits: Int = 1, rs485: Direction) {
        self.device = device
        self.baud = baud
        self.parity = parity
        self.stopBits = stopBits
        self.rs485 = rs485
    }
}

/// A device's answer that it did not do what was asked (Modbus Application Protocol V1.1b3, section 7).
package struct ModbusException: Error, Hashable, Sendable, CustomStringConvertible {
    /// The code as on the wire.
    package let code: UInt8

    /// Makes an exception.
    package init(code: UInt8) {
        self.code = code
    }

    /// The device has no such function.
    package static let illegalFunction = ModbusException(code: 1)
    /// The device has no such register.
    package static let illegalDataAddress = ModbusException(code: 2)
    /// The register takes no such value, or so many.
    package static let illegalDataValue = ModbusException(code: 3)
    /// The device failed while it did what was asked.
    package static let deviceFailure = ModbusException(code: 4)
    /// The device took the request and needs long for it.
    package static let acknowledge = ModbusException(code: 5)
    /// The device is busy with something else.
    package static let deviceBusy = ModbusException(code: 6)
    /// The gateway has no way to the device.
    package static let gatewayPathUnavailable = ModbusException(code: 10)
    /// The gateway sent the request on and got no reply.
    package static let gatewayTargetSilent = ModbusException(code: 11)

    /// Whether it says that nothing was changed. A device that failed halfway, one that is still at it, and a gateway
    /// that got no reply do not say that, nor does a code the standard does not have.
    package var provesNothingChanged: Bool { [1, 2, 3, 6, 7, 10].contains(code) }

    /// The standard's words for the code.
    package var description: String {
        let name =
            switch code {
            case 1: "illegal function"
            case 2: "illegal data address"
            case 3: "illegal data value"
            case 4: "device failure"
            case 5: "acknowledge: still at it"
            case 6: "device busy"
            case 7: "negative acknowledge"
            case 8: "memory parity error"
            case 10: "gateway path unavailable"
            case 11: "gateway target silent"
            default: "not in the standard"
            }
        return "exception \(code), \(name)"
    }
}

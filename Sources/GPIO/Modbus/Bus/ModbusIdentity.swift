/// What proves that the right device answers at a unit id: ports are renumbered, cables swapped, boards replaced. It is
/// asked before the first write on each connection, and again after the device was silent.
package enum ModbusIdentity: Sendable, Hashable {
    /// A register holds a known value. A number over several registers also proves their byte order.
    case register(ModbusRegister, equals: RegisterValue)
    /// The answer to function 17 begins with these bytes.
    case serverIdentifier(prefix: [UInt8])
    /// An object of the identification of function 43, type 14, is this text.
    case deviceIdentification(object: UInt8, equals: String)
    /// Nothing proves it, and whoever wrote the profile says that this is right.
    case unproven

    /// What to ask; nil when there is nothing.
    package var operation: ModbusOperation? {
        switch self {
        case .register(let register, _): register.readOperation
        case .serverIdentifier: .reportServerIdentifier
        case .deviceIdentification(let object, _): .readDeviceIdentification(object: object)
        case .unproven: nil
        }
    }

    /// Compares a reply.
    /// - Returns: nil when it is the right device, else what was found instead.
    package func objection(to reply: ModbusReply) -> String? {
        switch (self, reply) {
        case (.register(let register, let expected), .words(let words)):
            guard let wanted = try? register.type.encode(expected, order: register.order), wanted != words else {
                return (try? register.type.encode(expected, order: register.order)) == nil ? "no such value" : nil
            }
            let found = (try? register.value(of: words))?.description ?? "the words \(words)"
            return "register \(register.address.number) holds \(found), not \(expected)"
        case (.serverIdentifier(let prefix), .identifier(let bytes)):
            return bytes.starts(with: prefix) ? nil : "it calls itself \(bytes), which does not begin with \(prefix)"
        case (.deviceIdentification(let object, let text), .identifier(let bytes)):
            let found = String(decoding: bytes, as: UTF8.self)
            return bytes == Array(text.utf8) ? nil : "its object \(object) is “\(found)”, not “\(text)”"
        case (_, .exception(let exception)): return "it answers with \(exception)"
        case (.unproven, _): return nil
        default: return "it gives an answer of another kind"
        }
    }
}

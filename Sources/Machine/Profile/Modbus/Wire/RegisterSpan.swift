package import GPIO

/// Registers that lie side by side in one table of one device, so that one request moves them all.
package struct RegisterSpan: Sendable, Equatable {
    /// The device.
    package let device: String
    /// The bus it is on.
    package let bus: String
    /// The registers, by rising address.
    package private(set) var registers: [FieldRegister]

    init(_ register: FieldRegister, of device: FieldDevice) {
        self.device = device.id
        bus = device.bus
        registers = [register]
    }

    private var range: Range<Int> {
        (registers.first?.wireAddress ?? 0)..<(registers.last?.wireRange.upperBound ?? 0)
    }

    /// Adds a register that touches the others; false when it does not, or when one request would not hold them.
    mutating func add(_ register: FieldRegister, of device: FieldDevice) -> Bool {
        guard device.id == self.device, register.table == registers.first?.table,
            range.count + register.width <= FieldRegister.maximumRead
        else { return false }
        if register.wireAddress == range.upperBound {
            registers.append(register)
        } else if register.wireRange.upperBound == range.lowerBound {
            registers.insert(register, at: 0)
        } else {
            return false
        }
        return true
    }

    /// The request that reads them.
    package var readOperation: ModbusOperation {
        .read(
            registers.first?.table == .input ? .input : .holding,
            at: UInt16(clamping: range.lowerBound),
            count: UInt16(clamping: range.count)
        )
    }

    /// The request that writes them, in one piece.
    /// - Throws: what encoding throws; `invalidConfiguration` when a value is missing.
    package func writeOperation(_ values: [String: RegisterValue]) throws(GPIOError) -> ModbusOperation {
        var words: [UInt16] = []
        for register in registers {
            guard let value = values[register.name] else {
                throw GPIOError(.invalidConfiguration, "there is no value for register \(register.name)")
            }
            words += try register.words(of: value)
        }
        return .writeWords(at: UInt16(clamping: range.lowerBound), words)
    }

    /// The values in the answer to `readOperation`, by name.
    /// - Throws: what decoding throws.
    package func values(in words: [UInt16]) throws(GPIOError) -> [String: RegisterValue] {
        var values: [String: RegisterValue] = [:]
        for register in registers {
            let start = register.wireAddress - range.lowerBound
            guard words.count >= start + register.width else {
                throw GPIOError(.malformedValue, "the answer of \(device) is too short for register \(register.name)")
            }
            values[register.name] = try register.value(of: Array(words[start..<start + register.width]))
        }
        return values
    }
}

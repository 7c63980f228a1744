package import GPIO

extension FieldRegister {
    /// The register as a bus has it.
    /// - Throws: `invalidConfiguration` for one that `MachineProfile.checkConsistency()` would have refused.
    package func onWire() throws(GPIOError) -> ModbusRegister {
        guard (0...0xFFFF).contains(wireAddress) else {
            throw GPIOError(.invalidConfiguration, "register \(name) is at \(wireAddress), which is on no bus")
        }
        return try ModbusRegister(
            table == .holding ? .holding : .input,
            RegisterAddress(wireAddress, base: .zero),
            try wireType(),
            order: wireOrder
        )
    }

    /// The words that hold a value, in the order of the wire.
    /// - Throws: what encoding throws.
    package func words(of value: RegisterValue) throws(GPIOError) -> [UInt16] {
        let register = try onWire()
        let wireValue: GPIO.RegisterValue =
            switch value {
            case .number(let number): .unsigned(UInt64(number))
            case .text(let text): .text(text)
            }
        return try register.type.encode(wireValue, order: register.order)
    }

    /// The value that words hold.
    /// - Throws: what decoding throws.
    package func value(of words: [UInt16]) throws(GPIOError) -> RegisterValue {
        switch try onWire().value(of: words) {
        case .text(let text): return .text(text)
        case .unsigned(let number): return .number(UInt32(truncatingIfNeeded: number))
        case .bit, .signed, .float:
            throw GPIOError(.malformedValue, "register \(name) is neither an unsigned number nor a text")
        }
    }

    private func wireType() throws(GPIOError) -> RegisterType {
        switch kind {
        case .uint16: return .uint16
        case .uint32: return .uint32
        case .text:
            return .text(
                try TextLayout(
                    characters: lengthBytes ?? 0,
                    padding: padding == .space ? .space : .nul,
                    order: wireOrder.swapsBytes ? .lowByteFirst : .highByteFirst
                )
            )
        }
    }

    private var wireOrder: ByteOrder {
        switch order {
        case .highWordHighByte: .abcd
        case .lowWordHighByte: .cdab
        case .highWordLowByte: .badc
        case .lowWordLowByte: .dcba
        }
    }
}

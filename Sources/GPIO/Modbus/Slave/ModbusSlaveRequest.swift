/// A request that reached a slave, after everything in it was checked: the slave hands nothing else to libmodbus,
/// whose server reads and writes beyond its buffers on frames that are not well formed (CVE-2024-36843 and others).
package struct ModbusSlaveRequest: Sendable, Hashable {
    /// The unit that is meant.
    package let unit: UInt8
    /// What is asked.
    package let operation: ModbusOperation

    /// Reads a PDU.
    /// - Throws: the exception to answer with.
    init(unit: UInt8, pdu: [UInt8]) throws(ModbusException) {
        self.unit = unit
        guard let function = pdu.first, pdu.count <= 253 else { throw .illegalDataValue }
        switch function {
        case 1...6, 15, 16:
            guard pdu.count >= 5 else { throw .illegalDataValue }
            let first = UInt16(high: pdu[1], low: pdu[2])
            let second = UInt16(high: pdu[3], low: pdu[4])
            operation = try Self.parse(function, first, second, Array(pdu[5...]))
        case 17:
            guard pdu.count == 1 else { throw .illegalDataValue }
            operation = .reportServerIdentifier
        default: throw .illegalFunction
        }
    }

    private static func parse(
        _ function: UInt8,
        _ first: UInt16,
        _ second: UInt16,
        _ rest: [UInt8]
    ) throws(ModbusException) -> ModbusOperation {
        let operation: ModbusOperation
        var expectedRest: [UInt8] = []
        switch function {
        case 1: operation = .read(.coil, at: first, count: second)
        case 2: operation = .read(.discrete, at: first, count: second)
        case 3: operation = .read(.holding, at: first, count: second)
        case 4: operation = .read(.input, at: first, count: second)
        case 5:
            guard second == 0xFF00 || second == 0 else { throw .illegalDataValue }
            operation = .writeCoil(at: first, second == 0xFF00)
        case 6: operation = .writeWord(at: first, second)
        case 15:
            operation = .writeCoils(at: first, [Bool](packed: rest.dropFirst(), count: Int(second)))
            expectedRest = [UInt8(clamping: (Int(second) + 7) / 8)]
        default:
            operation = .writeWords(
                at: first,
                stride(from: 1, to: rest.count - 1, by: 2).map { UInt16(high: rest[$0], low: rest[$0 + 1]) }
            )
            expectedRest = [UInt8(clamping: 2 * Int(second))]
        }
        // Data that is longer or shorter than its own numbers say.
        guard Array(rest.prefix(1)) == expectedRest,
            rest.count == expectedRest.reduce(expectedRest.count, { $0 + Int($1) })
        else { throw .illegalDataValue }
        guard let span = operation.span, span.count == (function == 5 || function == 6 ? 1 : Int(second)),
            (1...span.most).contains(span.count)
        else { throw .illegalDataValue }
        guard span.isWithin(0x1_0000) else { throw .illegalDataAddress }
        return operation
    }
}

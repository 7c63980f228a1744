internal import CModbus
import Synchronization

/// The four tables of one simulated slave, from address 0 on, as libmodbus has them.
package final class ModbusRegisterBank: Sendable {
    /// The memory libmodbus reads and writes.
    ///
    /// Safety: the mapping is touched under `memory` only, and freed with its one owner.
    private struct Memory: @unchecked Sendable {
        let mapping: UnsafeMutablePointer<modbus_mapping_t>
    }

    /// How many entries each table has.
    package let counts: [RegisterTable: Int]
    private let memory: Mutex<Memory>

    /// A bank with everything 0 and off.
    /// - Parameter count: How many entries each table has, 1 to 65,536.
    package init(count: Int = 256) throws(GPIOError) {
        guard (1...65_536).contains(count),
            let mapping = modbus_mapping_new(
                Int32(count),
                Int32(count),
                Int32(count),
                Int32(count)
            )
        else { throw GPIOError(.invalidConfiguration, "a table has 1 to 65536 entries, not \(count)") }
        counts = Dictionary(uniqueKeysWithValues: RegisterTable.allCases.map { ($0, count) })
        memory = Mutex(Memory(mapping: mapping))
    }

    deinit { memory.withLock { modbus_mapping_free($0.mapping) } }

    /// Words from an address on; a bit is 0 or 1.
    package func read(_ table: RegisterTable, at offset: UInt16, count: Int = 1) -> [UInt16] {
        precondition(Int(offset) + count <= counts[table] ?? 0, "a bank is read within its tables")
        return memory.withLock { memory in
            (Int(offset)..<Int(offset) + count).map { place in
                switch table {
                case .holding: memory.mapping.pointee.tab_registers[place]
                case .input: memory.mapping.pointee.tab_input_registers[place]
                case .coil: UInt16(memory.mapping.pointee.tab_bits[place])
                case .discrete: UInt16(memory.mapping.pointee.tab_input_bits[place])
                }
            }
        }
    }

    /// Sets words from an address on, in tables that a client can't write as well; a bit is on unless 0.
    package func write(_ table: RegisterTable, at offset: UInt16, _ words: [UInt16]) {
        precondition(Int(offset) + words.count <= counts[table] ?? 0, "a bank is written within its tables")
        memory.withLock { memory in
            for (place, word) in zip(Int(offset)..., words) {
                switch table {
                case .holding: memory.mapping.pointee.tab_registers[place] = word
                case .input: memory.mapping.pointee.tab_input_registers[place] = word
                case .coil: memory.mapping.pointee.tab_bits[place] = word == 0 ? 0 : 1
                case .discrete: memory.mapping.pointee.tab_input_bits[place] = word == 0 ? 0 : 1
                }
            }
        }
    }

    /// Whether all entries that the operation touches are there.
    func holds(_ operation: ModbusOperation) -> Bool {
        operation.span.map { $0.isWithin(counts[$0.table] ?? 0) } ?? true
    }

    /// Lets libmodbus work on the tables; nobody else does meanwhile.
    func withMapping<Result>(_ body: (UnsafeMutablePointer<modbus_mapping_t>) -> Result) -> Result {
        memory.withLock { body($0.mapping) }
    }
}

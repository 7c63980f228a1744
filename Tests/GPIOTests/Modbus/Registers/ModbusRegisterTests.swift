import GPIO
import Testing

@Suite("ModbusRegister")
struct ModbusRegisterTests {
    @Test func countsFromZeroOrOne() throws {
        #expect(try RegisterAddress(0, base: .zero).offset == 0)
        #expect(try RegisterAddress(1, base: .one).offset == 0)
        #expect(try RegisterAddress(65_535, base: .zero).offset == 65_535)
        #expect(try RegisterAddress(65_536, base: .one).offset == 65_535)
        for (number, base) in [(-1, .zero), (65_536, .zero), (0, .one), (65_537, .one)]
            as [(
                Int, RegisterAddress.Base
            )]
        {
            #expect(throws: GPIOError(.invalidConfiguration, "")) { try RegisterAddress(number, base: base) }
        }
    }

    @Test func bitsAndWordsHaveTheirTables() throws {
        let address = try RegisterAddress(7, base: .zero)
        for table in RegisterTable.allCases {
            let wrong: RegisterType = table.holdsBits ? .uint16 : .bit
            #expect(throws: GPIOError(.invalidConfiguration, "")) { try ModbusRegister(table, address, wrong) }
        }
        let last = try RegisterAddress(65_535, base: .zero)
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try ModbusRegister(.holding, last, .uint32) }
        #expect(try ModbusRegister(.holding, last, .uint16).address == last)
    }

    @Test func saysHowItIsReadAndWritten() throws {
        let address = try RegisterAddress(101, base: .one)
        let register = try ModbusRegister(.holding, address, .uint32, order: .cdab)
        #expect(register.readOperation == .read(.holding, at: 100, count: 2))
        #expect(try register.writeOperation(.unsigned(1)) == .writeWords(at: 100, [1, 0]))
        #expect(try register.value(of: [1, 0]) == .unsigned(1))
        let coil = try ModbusRegister(.coil, address, .bit)
        #expect(try coil.writeOperation(.bit(true)) == .writeCoil(at: 100, true))
        #expect(try coil.writeOperation(.bit(false)) == .writeCoil(at: 100, false))
        for (table, type) in [(.input, .uint16), (.discrete, .bit)] as [(RegisterTable, RegisterType)] {
            let fixed = try ModbusRegister(table, address, type)
            let value: RegisterValue = type == .bit ? .bit(true) : .unsigned(1)
            #expect(throws: GPIOError(.invalidConfiguration, "")) { try fixed.writeOperation(value) }
        }
    }
}

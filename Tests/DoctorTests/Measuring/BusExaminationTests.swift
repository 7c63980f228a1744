import GPIO
import Machine
import Testing

@testable import Doctor

/// Real Modbus TCP on loopback, against a slave whose replies libmodbus makes.
@Suite("Examination of buses")
struct BusExaminationTests {
    private static let constant: UInt32 = 0x0102_0304

    private static func register(_ name: String, _ address: Int, _ kind: FieldRegister.Kind = .uint16) -> FieldRegister
    {
        FieldRegister(name: name, address: address, kind: kind)
    }

    private static func device(unit: Int = 1, timeout: Int = 200) -> FieldDevice {
        FieldDevice(
            id: "plc",
            bus: "line",
            unit: unit,
            requestTimeoutMilliseconds: timeout,
            byteTimeoutMilliseconds: 100,
            identity: .init(register: "identity", value: 4_242),
            wordOrder: .init(register: "constant", value: constant),
            outputWatchdog: .init(register: "watchdog", value: 5_000),
            registers: [register("identity", 0), register("constant", 1, .uint32), register("watchdog", 3)]
        )
    }

    private static func bank(_ words: [UInt16] = [4_242, 0x0102, 0x0304, 5_000]) throws -> ModbusRegisterBank {
        let bank = try ModbusRegisterBank(count: 16)
        bank.write(.holding, at: 0, words)
        return bank
    }

    /// Examines a device on a bus with these slaves.
    private func facts(
        _ banks: [UInt8: ModbusRegisterBank],
        _ device: FieldDevice = device(),
        reads: Int = 10,
        scan: ClosedRange<Int>? = nil,
        action: @escaping @Sendable (ModbusSlaveRequest) -> ModbusSlaveAction = { _ in .reply }
    ) async throws -> DoctorFacts {
        let server = try ModbusSlaveServer(banks: banks, hooks: ModbusSlaveHooks(beforeReply: action))
        defer { server.close() }
        let modbus = ModbusProfile(
            buses: [FieldBus(id: "line", link: .tcp(host: "192.0.2.1", port: 502))],
            devices: [device],
            stations: []
        )
        let endpoints = ["line": ModbusEndpoint.tcp(host: "127.0.0.1", port: server.port)]
        var facts = DoctorFacts(setup: SetupFacts())
        facts.buses = await BusExamination(modbus, endpoints: endpoints, reads: reads, scan: scan).run()
        return facts
    }

    @Test func aSoundDeviceIsReadAsOftenAsAsked() async throws {
        let facts = try await facts([1: try Self.bank()], reads: 20)
        #expect(facts.busFindings.map(\.code) == [.modbusOK])
        let device = try #require(facts.buses.first?.devices.first)
        #expect(device.latency.asked == 20)
        #expect(device.latency.answered == 20)
        #expect(device.latency.histogram.map(\.count).reduce(0, +) == 20)
        #expect(device.fittingOrders == ["ABCD"])
        #expect(device.outputWatchdog.found == 5_000)
    }

    @Test(arguments: [
        ([UInt16(0x0304), 0x0102], "CDAB"), ([0x0201, 0x0403], "BADC"), ([0x0403, 0x0201], "DCBA"),
    ])
    func theRightOrderOfWordsIsNamed(words: [UInt16], order: String) async throws {
        let facts = try await facts([1: try Self.bank([4_242] + words + [5_000])])
        #expect(facts.busFindings.map(\.code) == [.modbusWordOrder])
        #expect(facts.buses.first?.devices.first?.fittingOrders == [order])
        #expect(facts.busFindings.first?.next.contains(order) == true)
    }

    @Test func aConstantThatIsNotThereFitsNoOrder() async throws {
        let facts = try await facts([1: try Self.bank([4_242, 1, 2, 5_000])])
        #expect(facts.busFindings.map(\.code) == [.modbusWordOrderUnknown])
    }

    @Test func aDeadSlaveIsAskedThreeTimes() async throws {
        let facts = try await facts([2: try Self.bank()])
        #expect(facts.busFindings.map(\.code) == [.modbusDead])
        #expect(facts.buses.first?.devices.first?.latency.asked == 3)
    }

    @Test func aGatewayThatHearsNothingIsADeadSlave() async throws {
        let facts = try await facts([1: try Self.bank()]) { _ in .refuse(.gatewayTargetSilent) }
        #expect(facts.busFindings.map(\.code) == [.modbusDead])
    }

    @Test func anotherDeviceIsNamed() async throws {
        let facts = try await facts([1: try Self.bank([17, 0x0102, 0x0304, 5_000])])
        #expect(facts.busFindings.map(\.code) == [.modbusWrongDevice])
        #expect(facts.busFindings.first?.says.contains("identity holds 17, not 4242") == true)
    }

    @Test func aLateAnswerIsMeasuredBeyondTheTimeoutOfTheProfile() async throws {
        let facts = try await facts([1: try Self.bank()], Self.device(timeout: 20), reads: 3) { _ in
            .replyLate(milliseconds: 60)
        }
        #expect(facts.busFindings.map(\.code) == [.modbusLate])
        #expect(try #require(facts.buses.first?.devices.first?.latency.medianMicroseconds) >= 60_000)
    }

    @Test func aLostAnswerIsCounted() async throws {
        let counter = Counter()
        let facts = try await facts([1: try Self.bank()], reads: 4) { _ in
            counter.next() == 2 ? .closeConnection : .reply
        }
        #expect(facts.busFindings.map(\.code) == [.modbusLost])
        #expect(facts.buses.first?.devices.first?.latency.answered == 3)
    }

    @Test func aRegisterThatIsNotThereIsNamed() async throws {
        let facts = try await facts([1: try Self.bank()]) { request in
            if case .read(_, let offset, _) = request.operation, offset == 3 {
                .refuse(.illegalDataAddress)
            } else {
                .reply
            }
        }
        #expect(facts.busFindings.map(\.code) == [.modbusUnreadable])
        #expect(facts.busFindings.first?.says.contains("watchdog") == true)
    }

    @Test func aWatchdogThatIsOffIsFound() async throws {
        let facts = try await facts([1: try Self.bank([4_242, 0x0102, 0x0304, 0])])
        #expect(facts.busFindings.map(\.code) == [.modbusWatchdog])
    }

    @Test func aScanFindsWhatIsNotInTheProfile() async throws {
        let facts = try await facts([1: try Self.bank(), 3: try Self.bank()], scan: 1...4)
        #expect(facts.buses.first?.strangers == [3])
        #expect(facts.buses.first?.scanned == 1...4)
        #expect(facts.busFindings.map(\.code).contains(.modbusStranger))
    }

    @Test func aBusThatIsNotThereIsSaidOnce() async throws {
        let modbus = ModbusProfile(
            buses: [
                FieldBus(
                    id: "line",
                    link: .rtu(SerialLink(device: "/dev/serial/by-id/none", baud: 19_200, rs485: .transceiver))
                )
            ],
            devices: [Self.device()],
            stations: []
        )
        var facts = DoctorFacts(setup: SetupFacts())
        facts.buses = await BusExamination(modbus).run()
        #expect(facts.busFindings.map(\.code) == [.modbusBusUnusable])
        #expect(facts.buses.first?.place == "/dev/serial/by-id/none")
    }

    @Test func nothingIsEverWritten() async throws {
        let bank = try Self.bank()
        _ = try await facts([1: bank], scan: 1...3) { request in
            request.operation.isWrite ? .refuse(.deviceFailure) : .reply
        }
        #expect(bank.read(.holding, at: 0, count: 4) == [4_242, 0x0102, 0x0304, 5_000])
    }
}

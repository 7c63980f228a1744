import Testing

@testable import GPIO

/// The same promises on both kinds of wire.
@Suite("Modbus on the wire")
struct ModbusWireTests {
    @Test(arguments: ModbusStand.Wire.allCases)
    func everyFunctionDoesWhatItSays(wire: ModbusStand.Wire) async throws {
        try await ModbusStand.with(ModbusStand(wire)) { stand async throws in
            let bus = stand.bus
            #expect(try await bus.write(.writeCoil(at: 3, true), to: "press") == .done)
            #expect(try await bus.write(.writeCoils(at: 8, [true, false, true]), to: "press") == .done)
            #expect(try await bus.write(.writeWord(at: 5, 0xBEEF), to: "press") == .done)
            #expect(try await bus.write(.writeWords(at: 10, [1, 2, 3]), to: "press") == .done)
            #expect(stand.press.read(.coil, at: 3) == [1])
            #expect(stand.press.read(.coil, at: 8, count: 3) == [1, 0, 1])
            #expect(stand.press.read(.holding, at: 5) == [0xBEEF])
            #expect(stand.press.read(.holding, at: 10, count: 3) == [1, 2, 3])
            stand.press.write(.discrete, at: 0, [1, 0, 0, 1, 1, 0, 0, 0, 1])
            stand.press.write(.input, at: 7, [77, 78])
            #expect(try await bus.read(.read(.coil, at: 8, count: 3), from: "press") == [1, 0, 1])
            #expect(
                try await bus.read(.read(.discrete, at: 0, count: 9), from: "press") == [1, 0, 0, 1, 1, 0, 0, 0, 1]
            )
            #expect(try await bus.read(.read(.holding, at: 10, count: 3), from: "press") == [1, 2, 3])
            #expect(try await bus.read(.read(.input, at: 7, count: 2), from: "press") == [77, 78])
            // The largest of all, both ways.
            let many = (0..<123).map { UInt16($0) }
            #expect(try await bus.write(.writeWords(at: 100, many), to: "press") == .done)
            #expect(try await bus.read(.read(.holding, at: 100, count: 123), from: "press") == many)
            #expect(Set(stand.script.seen.map(\.operation.function)) == [1, 2, 3, 4, 5, 6, 15, 16])
            let latencies = try #require(bus.statistics["press"]?.latencies)
            #expect(latencies[3]?.total == 2 && latencies[16]?.total == 2)
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases, ByteOrder.allCases)
    func everyTypeComesBack(wire: ModbusStand.Wire, order: ByteOrder) async throws {
        let values: [(RegisterType, RegisterValue)] = [
            (.uint16, .unsigned(0x0A0B)), (.int16, .signed(-5)), (.uint32, .unsigned(0x0A0B_0C0D)),
            (.int32, .signed(-70_000)), (.uint64, .unsigned(0x0102_0304_0506_0708)), (.float32, .float(-1.5)),
            (.text(try TextLayout(characters: 11, padding: .space)), .text("SN-00042")),
        ]
        try await ModbusStand.with(ModbusStand(wire)) { stand async throws in
            for (type, value) in values {
                let register = try ModbusRegister(.holding, RegisterAddress(41, base: .one), type, order: order)
                #expect(try await stand.bus.write(value, to: register, of: "press") == .done)
                #expect(try await stand.bus.read(register, from: "press") == value)
            }
            let register = try ModbusRegister(.holding, RegisterAddress(0, base: .zero), .uint32, order: order)
            _ = try await stand.bus.write(.unsigned(0x0A0B_0C0D), to: register, of: "press")
            let words = stand.press.read(.holding, at: 0, count: 2)
            #expect(try register.value(of: words) == .unsigned(0x0A0B_0C0D))
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func saysWhatTheDeviceRefuses(wire: ModbusStand.Wire) async throws {
        try await ModbusStand.with(ModbusStand(wire)) { stand async throws in
            let error = await #expect(throws: GPIOError(.exception, "")) {
                try await stand.bus.read(.read(.holding, at: 256, count: 1), from: "press")
            }
            #expect(error?.cause as? ModbusException == .illegalDataAddress)
            let refused = try await stand.bus.write(.writeWords(at: 255, [1, 2]), to: "press")
            #expect(refused == .refused(.illegalDataAddress))
            #expect(stand.script.seen.isEmpty, "what is not there never gets as far as libmodbus, or the machine")
            stand.script.next(.refuse(.deviceBusy), .refuse(.deviceFailure), .refuse(.gatewayTargetSilent))
            #expect(try await stand.bus.write(.writeWord(at: 0, 1), to: "press") == .refused(.deviceBusy))
            for cause in [ModbusException.deviceFailure, .gatewayTargetSilent] {
                let outcome = try await stand.bus.write(.writeWord(at: 0, 1), to: "press")
                #expect(outcome == .inDoubt(.exception(cause)))
            }
            #expect(stand.press.read(.holding, at: 0) == [0])
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func aLateReplyIsNeverTakenForAnothers(wire: ModbusStand.Wire) async throws {
        let stand = try ModbusStand(wire, timeoutMilliseconds: 200, lateReplyMilliseconds: wire == .serial ? 600 : nil)
        try await ModbusStand.with(stand) { stand async throws in
            stand.press.write(.holding, at: 0, [111, 222])
            stand.script.next(.replyLate(milliseconds: 400))
            await #expect(throws: GPIOError(.noAnswer, "")) {
                try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "press")
            }
            for _ in 0..<5 {
                #expect(try await stand.bus.read(.read(.holding, at: 1, count: 1), from: "press") == [222])
            }
            #expect(stand.bus.statistics["press"]?.timeouts == 1)
            #expect(stand.connections == (wire == .tcp ? 2 : 1))
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func aReplyThatComesTwiceIsNotTakenForAnothers(wire: ModbusStand.Wire) async throws {
        try await ModbusStand.with(ModbusStand(wire, lateReplyMilliseconds: 20, readAttempts: 3)) {
            stand async throws in
            stand.press.write(.holding, at: 0, [111, 222])
            for _ in 0..<5 {
                stand.script.next(.replyTwice, .reply)
                #expect(try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "press") == [111])
                // The second is there before the next request is sent, or is of another transaction.
                #expect(try await stand.bus.read(.read(.holding, at: 1, count: 1), from: "press") == [222])
            }
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func aWriteWithoutReplyIsInDoubtAndIsNotSentAgain(wire: ModbusStand.Wire) async throws {
        let stand = try ModbusStand(wire, timeoutMilliseconds: 200, readAttempts: 3)
        try await ModbusStand.with(stand) { stand async throws in
            stand.script.next(.loseReply, .loseRequest)
            #expect(try await stand.bus.write(.writeWord(at: 0, 5), to: "press") == .inDoubt(.timeout))
            #expect(stand.press.read(.holding, at: 0) == [5])
            #expect(try await stand.bus.write(.writeWord(at: 0, 6), to: "press") == .inDoubt(.timeout))
            #expect(try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "press") == [5])
            #expect(stand.script.seen.map(\.operation.function) == [6, 6, 3])
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func aReadWithoutReplyIsSentAgain(wire: ModbusStand.Wire) async throws {
        let stand = try ModbusStand(wire, timeoutMilliseconds: 200, readAttempts: 3)
        try await ModbusStand.with(stand) { stand async throws in
            stand.press.write(.input, at: 4, [44])
            stand.script.next(.loseReply, .loseRequest)
            #expect(try await stand.bus.read(.read(.input, at: 4, count: 1), from: "press") == [44])
            #expect(stand.script.seen.count == 3)
        }
    }

    @Test(
        arguments: ModbusStand.Wire.allCases,
        [
            .writeCoil(at: 0, true), .writeWord(at: 0, 7), .writeCoils(at: 0, [true, true]),
            .writeWords(at: 0, [7, 8]),
        ] as [ModbusOperation]
    )
    func aWrongEchoIsNoSuccess(wire: ModbusStand.Wire, operation: ModbusOperation) async throws {
        let stand = try ModbusStand(wire, lateReplyMilliseconds: 0)
        try await ModbusStand.with(stand) { stand async throws in
            stand.script.next(.replyWrong)
            #expect(try await stand.bus.write(operation, to: "press") == .inDoubt(.wrongReply))
            #expect(stand.bus.statistics["press"]?.wrongReplies == 1)
            #expect(try await stand.bus.write(operation, to: "press") == .done)
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func aDeadDeviceDoesNotStarveTheOthers(wire: ModbusStand.Wire) async throws {
        try await ModbusStand.with(ModbusStand(wire)) { stand async throws in
            stand.press.write(.holding, at: 0, [1])
            stand.marker.write(.holding, at: 0, [2])
            var codes: Set<String> = []
            for _ in 0..<40 {
                do throws(GPIOError) {
                    _ = try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "dead")
                } catch {
                    codes.insert(error.code.description)
                }
                #expect(try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "press") == [1])
                #expect(try await stand.bus.read(.read(.holding, at: 0, count: 1), from: "marker") == [2])
            }
            #expect(codes == ["noAnswer", "suspended"])
            #expect(stand.bus.statistics["dead"]?.requests == 2)
        }
    }

    @Test(arguments: ModbusStand.Wire.allCases)
    func asksWhoIsThereBeforeItWrites(wire: ModbusStand.Wire) async throws {
        let register = try ModbusRegister(.input, RegisterAddress(9, base: .zero), .uint32)
        let stand = try ModbusStand(wire, identity: .register(register, equals: .unsigned(0xCAFE_F00D)))
        try await ModbusStand.with(stand) { stand async throws in
            stand.press.write(.input, at: 9, [0xCAFE, 0xF00D])
            #expect(try await stand.bus.write(.writeWord(at: 0, 1), to: "press") == .done)
            await #expect(throws: GPIOError(.wrongDevice, "")) {
                try await stand.bus.write(.writeWord(at: 0, 1), to: "marker")
            }
            await #expect(throws: GPIOError(.wrongDevice, "")) { try await stand.bus.identify("marker") }
            #expect(stand.marker.read(.holding, at: 0) == [0])
            try await stand.bus.identify("press")
        }
        let other = try ModbusStand(wire, identity: .serverIdentifier(prefix: [180, 0xFF] + Array("LMB".utf8)))
        try await ModbusStand.with(other) { stand async throws in
            #expect(try await stand.bus.write(.writeWord(at: 0, 1), to: "press") == .done)
        }
        // libmodbus' server has no function 43, and says so.
        let none = try ModbusStand(wire, identity: .deviceIdentification(object: 0, equals: "Mintmark"))
        try await ModbusStand.with(none) { stand async throws in
            await #expect(throws: GPIOError(.wrongDevice, "")) { try await stand.bus.identify("press") }
        }
    }
}

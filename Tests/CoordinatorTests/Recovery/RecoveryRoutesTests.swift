import Database
import Testing

@testable import Coordinator

@Suite("Recovery routes")
struct RecoveryRoutesTests {
    private static let other = "stamp-1::fedcba9876543210fedcba9876543210"
    private static let note = #"{"note":"burnt down"}"#

    private static func recovering() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.addMachine()
        try await shop.addMachine(other)
        try await shop.beginRecovery()
        return shop
    }

    @Test func showTheRecovery() async throws {
        let shop = try await Self.recovering()
        let shown = try await shop.get("/v1/recovery").json(RecoveryView.self)
        #expect(shown == (try await shop.recovery()))
        #expect(shown.open && shown.text.contains("2 of 2 machines"))
        #expect(shown.machines.map(\.machine) == [Shop.machine, Self.other].sorted())
        await shop.close()
    }

    @Test func refuseOrdersMeanwhile() async throws {
        let shop = try await Self.recovering()
        await #expect(throws: CoordinatorError(.notReady, "")) { try await shop.order() }
        let answer = try await shop.post("/v1/orders", body: #"{"place":"hall","selection":"a1"}"#)
        #expect(answer.status == 503 && answer.code == "notReady")
        await shop.close()
    }

    @Test func closeOneMachineAfterTheOther() async throws {
        let shop = try await Self.recovering()
        for (machine, isOpen) in [(Shop.machine, true), (Self.other, false)] {
            let answer = try await shop.post("/v1/recovery/machines/\(machine)/close", body: Self.note)
            let view = try answer.json(RecoveryView.self)
            #expect(view.open == isOpen)
            let closed = view.machines.first { $0.machine == machine }
            #expect(closed?.standing == "closed" && closed?.closedBy == "operator" && closed?.note == "burnt down")
            let again = try await shop.post("/v1/recovery/machines/\(machine)/close", body: Self.note)
            #expect(again.status == 409)
        }
        #expect(
            try await shop.acts(of: .recoveryMachine) == [
                "operator recovery.machine \(Shop.machine)", "operator recovery.machine \(Self.other)",
            ]
        )
        _ = try await shop.order()
        await shop.close()
    }

    @Test func closeThemAllAtOnce() async throws {
        let shop = try await Self.recovering()
        let view = try await shop.post("/v1/recovery/close", body: Self.note).json(RecoveryView.self)
        #expect(!view.open && view.closedBy == "operator" && view.note == "burnt down")
        #expect(try await shop.acts(of: .recoveryFinished) == ["operator recovery.finished 2"])
        let again = try await shop.post("/v1/recovery/close", body: Self.note)
        #expect(again.status == 409 && again.code == "conflict")
        _ = try await shop.order()
        await shop.close()
    }

    @Test func needAReason() async throws {
        let shop = try await Self.recovering()
        let long = String(repeating: "x", count: 501)
        for path in ["/v1/recovery/close", "/v1/recovery/machines/\(Self.other)/close"] {
            for body in ["", "{}", #"{"note":""}"#, #"{"note":"\#(long)"}"#, #"{"note":5}"#] {
                #expect(try await shop.post(path, body: body).status == 400, "\(path) \(body.prefix(20))")
            }
        }
        #expect(try await shop.recovery().open)
        #expect(try await shop.acts(of: .recoveryFinished) == [])
        await shop.close()
    }

    @Test func knowTheirMachines() async throws {
        let shop = try await Self.recovering()
        let nobody = "nobody-1::00000000000000000000000000000000"
        #expect(try await shop.post("/v1/recovery/machines/\(nobody)/close", body: Self.note).status == 404)
        await shop.close()
    }
}

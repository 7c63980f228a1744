import Testing

@testable import Coordinator

@Suite("Order refusals")
struct OrderRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: CoordinatorErrorCode
        let lane: String?
        let machine: @Sendable (inout MachineReadiness) -> Void

        init(
            _ description: String,
            _ code: CoordinatorErrorCode,
            lane: String? = nil,
            machine: @escaping @Sendable (inout MachineReadiness) -> Void = { _ in }
        ) {
            testDescription = description
            self.code = code
            self.lane = lane
            self.machine = machine
        }
    }

    static let cases = [
        Case("link down", .machineOffline) { $0.connected = false },
        Case("machine not allowed", .machineNotAllowed) { $0.allowed = false },
        Case("machine says the lane can't", .laneFaulted) { $0.laneReady = false },
        Case("lane out of order", .laneFaulted, lane: #"{"faulted":true}"#),
        Case("lane switched off", .placeClosed, lane: #"{"enabled":false}"#),
        Case("nothing left", .soldOut, lane: #"{"count":0}"#),
    ]

    @Test(arguments: cases)
    func refusesBeforeAPriceIsNamed(_ item: Case) async throws {
        let shop = try await Shop.open()
        if let lane = item.lane { try await shop.put("/v1/places/hall/lanes/A", body: lane) }
        item.machine(&shop.machines.readiness)
        let answer = try await shop.send(.post, "/v1/orders", body: #"{"place":"hall","selection":"a1"}"#)
        #expect(answer.code == item.code.rawValue)
        #expect(answer.status == item.code.status)
        #expect(answer.type == "application/problem+json")
        #expect(try await shop.stock().units.reserved == 0)
        await shop.close()
    }

    @Test func sellsTheLastItemOnce() async throws {
        let shop = try await Shop.open(stock: 1)
        let orders = shop.coordinator.orders
        let codes = await withTaskGroup(of: CoordinatorErrorCode?.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    do {
                        _ = try await orders.order(OrderRequest(place: "hall", selection: "a1"), key: nil)
                        return nil
                    } catch {
                        return (error as? CoordinatorError)?.code ?? .unexpected
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == nil } == 1)
        #expect(codes.count { $0 == .soldOut } == 1)
        #expect(try await shop.stock().units.reserved == 1)
        await shop.close()
    }

    @Test func refusesUnknownAndClosedPlaces() async throws {
        let shop = try await Shop.open()
        let unknown = try await shop.send(.post, "/v1/orders", body: #"{"place":"nowhere","selection":"a1"}"#)
        #expect(unknown.code == "notFound")
        let selection = try await shop.send(.post, "/v1/orders", body: #"{"place":"hall","selection":"zz"}"#)
        #expect(selection.code == "notFound")
        let rail = try await shop.send(.post, "/v1/orders", body: #"{"place":"hall","selection":"a1","rail":"x"}"#)
        #expect(rail.code == "invalid")
        let closed = #"{"name":"Hall","open":false,"selections":[]}"#
        try await shop.put("/v1/places/hall", body: closed)
        let answer = try await shop.send(.post, "/v1/orders", body: #"{"place":"hall","selection":"a1"}"#)
        #expect(answer.code == "placeClosed")
        await shop.close()
    }

    @Test func asksNobodyToPayOnARailThatSeesNothing() async throws {
        let shop = try await Shop.open()
        shop.coordinator.rails.stands.first?.trouble = "the node is down"
        await #expect(throws: CoordinatorError(.railUnavailable, "")) { try await shop.order() }
        #expect(try await shop.stock().units.reserved == 0)
        await shop.close()
    }

    @Test func boundsTheOrdersThatWait() async throws {
        let shop = try await Shop.open(stock: 9) { $0.sales.openOrdersPerPlace = 2 }
        _ = try await shop.order()
        _ = try await shop.order()
        await #expect(throws: CoordinatorError(.notReady, "")) { try await shop.order() }
        await shop.close()
    }
}

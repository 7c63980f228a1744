import Foundation
import NIOHTTP1
import TestSupport

extension FlashBench {
    /// Makes a place whose machine this is, with every lane full.
    func furnish() async throws {
        let machine = try await Self.patient(60) { () async throws -> String in
            guard let id = try await api.get("/v1/machines")["machines"].list.first?["id"].text else {
                throw TestSupportError("no machine")
            }
            return id
        }
        let selections = (1...6).map { #"{"id":"a\#($0)","name":"Snack \#($0)","lane":"A\#($0)","price":"150"}"# }
        _ = try await api.put(
            "/v1/places/lobby",
            #"{"name":"Lobby","selections":[\#(selections.joined(separator: ","))]}"#
        )
        _ = try await api.put("/v1/places/lobby/machine", #"{"machine":"\#(machine)"}"#)
        for lane in 1...6 { _ = try await api.put("/v1/places/lobby/lanes/A\(lane)", #"{"count":9}"#) }
    }

    /// Orders and pays, as soon as the machine can deliver.
    func order(_ selection: String) async throws -> String {
        let order = try await Self.patient(90) { () async throws -> JSONValue in
            let order = try await api.post(
                "/v1/orders",
                #"{"place":"lobby","selection":"\#(selection)"}"#,
                key: UUID().uuidString
            )
            guard order["status"].text != "preparing" else { throw TestSupportError("preparing") }
            return order
        }
        let id = order["id"].text
        _ = try await Self.patient(30) {
            try await api.post("/v1/sandbox/payments", #"{"order":"\#(id)","confirmations":1}"#)
        }
        return id
    }

    /// Waits until a sale is as asked for.
    func sale(_ id: String, until condition: @escaping @Sendable (JSONValue) -> Bool) async throws {
        _ = try await Self.patient(90) { () async throws -> Bool in
            let sale = try await api.get("/v1/sales/\(id)")
            guard condition(sale) else { throw TestSupportError("goods \(sale["goods"]), \(sale["ending"])") }
            return true
        }
    }

    /// Sells one from beginning to end.
    func sell(_ selection: String) async throws {
        try await sale(try await order(selection)) { $0["ending"].text == "captured" }
    }

    /// Tries again until it succeeds, or the time is over.
    static func patient<Value: Sendable>(
        _ seconds: Double,
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            do {
                return try await body()
            } catch {
                guard ContinuousClock.now < end else { throw error }
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }
}

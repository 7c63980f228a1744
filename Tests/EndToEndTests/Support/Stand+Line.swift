import Foundation
import NIOHTTP1
import Supervision
import TestSupport

/// What an operator of a stamping line does and sees.
extension Stand {
    /// The product that lines of tests make.
    static let gtin = "09520123456788"

    /// Makes the product with its passport, and orders a run that starts as soon as the machine has its serials.
    /// - Returns: the run's id.
    func orderRun(count: Int, spare: Int) async throws -> String {
        let machine = try await machineID()
        _ = try await patient { [self] in
            try await api.put("/v1/products/\(Self.gtin)", #"{"name":"Pump P-40"}"#)
        }
        _ = try await patient { [self] in
            try await api.put(
                "/v1/products/\(Self.gtin)/passport",
                #"""
                {"economicOperatorId":"https://id.example.com/417/9520123456788",
                "elements":{"mass":{"value":12,"tier":"public"},"supplier":{"value":"Acme","tier":"owner"}}}
                """#
            )
        }
        let key = UUID().uuidString
        let run = try await patient { [self] in
            try await api.post(
                "/v1/runs",
                #"""
                {"gtin":"\#(Self.gtin)","lot":"L1","count":\#(count),"spare":\#(spare),"machine":"\#(machine)",
                "start":true}
                """#,
                key: key
            )
        }
        return run["id"].text
    }

    /// Waits until a run has ended. Doubt holds the line until somebody has looked: then the run is resumed.
    func endedRun(_ run: String, seconds: Double) async throws -> JSONValue {
        try await patient(seconds: seconds, pollMilliseconds: 250) { [self] in
            let view = try await api.get("/v1/runs/\(run)")
            try await keepAlive()
            if view["state"].text == "interrupted", view["asked"].text.isEmpty {
                _ = try? await api.post("/v1/runs/\(run)/resume", "")
            }
            guard view["state"].text == "ended" else { throw TestSupportError("the run goes on: \(view)") }
            return view
        }
    }

    /// The units of a run, in the order in which they passed.
    func units(of run: String) async throws -> [JSONValue] {
        var (units, cursor) = ([JSONValue](), "")
        while true {
            let after = cursor
            let page = try await patient { [self] in try await api.get("/v1/runs/\(run)/units?limit=200\(after)") }
            units += page["units"].list
            guard !page["next"].text.isEmpty else { return units }
            cursor = "&cursor=\(page["next"].text)"
        }
    }

    /// Waits until every block is closed.
    func closedBlocks() async throws -> [JSONValue] {
        try await patient { [self] in
            let blocks = try await api.get("/v1/blocks")["blocks"].list
            guard blocks.allSatisfy({ $0["state"].text == "closed" }) else {
                throw TestSupportError("a block is not closed yet: \(blocks)")
            }
            return blocks
        }
    }

    /// The serials that the line's own marker put on units, in their order.
    func marks() throws -> [String] { try world().filter { $0.what == .mark }.compactMap(\.serial) }
}

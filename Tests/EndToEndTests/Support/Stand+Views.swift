import NIOHTTP1
import TestSupport

/// What the three kinds of people who look at a sale see of it.
extension Stand {
    /// Waits until the customer of an order, who has no token, reads this status.
    /// - Returns: the order as the customer sees it.
    @discardableResult
    func customer(of order: String, reads status: String, seconds: Double = 45) async throws -> JSONValue {
        try await patient(seconds: seconds) { [self] in
            let seen = try await api.asStranger.get("/v1/orders/\(order)")
            guard seen["status"].text == status else {
                throw TestSupportError("order \(order) reads \(seen["status"].text), not \(status)")
            }
            return seen
        }
    }

    /// The alarms that wait for a person, as `code subject`.
    func openAlarms() async throws -> [String] {
        let answer = try await patient { [self] in try await api.get("/v1/alarms?limit=200") }
        return answer["alarms"].list.map { "\($0["code"].text) \($0["subject"].text)" }
    }

    /// The ids of the sales in an operators' queue.
    func queue(_ name: String) async throws -> [String] {
        let answer = try await patient { [self] in try await api.get("/v1/sales?queue=\(name)&limit=200") }
        return answer["sales"].list.map { $0["order"]["id"].text }
    }

    /// The steps of a sale in the books, oldest first.
    func steps(of sale: String) async throws -> [String] {
        let answer = try await patient { [self] in try await api.get("/v1/ledger/transfers?sale=\(sale)&limit=200") }
        return answer["transfers"].list.map { $0["step"].text }
    }

    /// A lane's stock as the operator sees it.
    func lane(_ id: String) async throws -> JSONValue {
        let place = try await patient { [self] in try await api.get("/v1/places/lobby") }
        return place["lanes"].list.first { $0["lane"].text == id } ?? .null
    }

    /// Waits until the machine, which may be emulated and slow, could deliver a selection, or could not.
    func until(_ selection: String, isReady: Bool) async throws {
        _ = try await patient(seconds: 120, pollMilliseconds: 500) { [self] in
            let machine = try await api.get("/v1/machines")["machines"].list.first ?? .null
            let lane = machine["lanes"].list.first { $0["id"].text == selection.uppercased() } ?? .null
            guard machine["connected"].text == "true", lane["ready"].text == String(isReady) else {
                throw TestSupportError("\(selection) is not as it should be: \(machine)")
            }
            return true
        }
    }

    /// One try at an order, whatever the answer.
    func tryOrder(_ selection: String, key: String? = nil) async throws -> API.Answer {
        try await api.asStranger.call(
            .POST,
            "/v1/orders",
            #"{"place":"lobby","selection":"\#(selection)"}"#,
            key: key
        )
    }

    /// Waits until the operator sees a machine in this state.
    func machine(is status: String, seconds: Double = 30) async throws -> JSONValue {
        try await patient(seconds: seconds) { [self] in
            let machines = try await api.get("/v1/machines")["machines"].list
            guard let machine = machines.first(where: { $0["status"].text == status }) else {
                throw TestSupportError("no machine is \(status): \(machines)")
            }
            return machine
        }
    }

    /// Waits until a motor has been turned on so often.
    func untilFirings(_ count: Int, lane: String) async throws {
        try await eventually("lane \(lane) fired \(count) times", timeoutSeconds: 30) {
            try await keepAlive()
            return try firings(lane: lane) == count
        }
    }
}

import Database
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import NIOCore
import Protocol
import Rails
import TestSupport

@testable import Coordinator

/// One coordinator on a temporary state folder with a place that sells, a fake machine and a clock that a test moves.
final class Shop {
    static let machine = "snack-1::0123456789abcdef0123456789abcdef"

    let folder: TemporaryDirectory
    let clock = ManualClock()
    let machines = FakeMachines()
    var configuration: CoordinatorConfiguration
    private var current: Coordinator?
    /// The current one's; making it costs more than a request.
    private var router: Router<AppRequestContext>?
    let token: String

    private init(folder: TemporaryDirectory, configuration: CoordinatorConfiguration, pages: Int64?) async throws {
        self.folder = folder
        self.configuration = configuration
        current = try await Self.open(configuration, folder, clock, machines, pages)
        token = try Self.token(folder)
    }

    /// A shop whose lane A holds `stock` units at 1.50.
    static func open(
        stock: Int64 = 3,
        canHold: Bool = false,
        depth: Int? = nil,
        change: (inout CoordinatorConfiguration) -> Void = { _ in }
    ) async throws -> Shop {
        var configuration = CoordinatorConfiguration()
        configuration.tls = .off(pins: [])
        configuration.publicURL = "http://localhost:8443"
        configuration.rates = ["SANDBOX-EUR": try ExchangeRate("1"), "LTC": try ExchangeRate("80")]
        configuration.rails = [
            .sandbox(
                id: "sandbox",
                asset: RailAsset(code: "SANDBOX-EUR", decimals: 2),
                canHold: canHold,
                trackedDepth: depth
            )
        ]
        if depth != nil { configuration.confirmations["SANDBOX-EUR"] = ConfirmationPolicy(thresholds: [], beyond: 1) }
        change(&configuration)
        let shop = try await Shop(folder: TemporaryDirectory(), configuration: configuration, pages: nil)
        try await shop.put("/v1/places/hall", body: Self.place)
        try await shop.put("/v1/places/hall/machine", body: #"{"machine":"\#(machine)"}"#)
        try await shop.put("/v1/places/hall/lanes/A", body: #"{"count":\#(stock)}"#)
        return shop
    }

    static let place = #"""
        {"name":"Hall","selections":[{"id":"a1","name":"Crisps","lane":"A","price":"150"}]}
        """#

    private static func open(
        _ configuration: CoordinatorConfiguration,
        _ folder: TemporaryDirectory,
        _ clock: ManualClock,
        _ machines: FakeMachines,
        _ pages: Int64?
    ) async throws -> Coordinator {
        var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        var environment = Coordinator.Environment(logger: logger, onFatal: { _ in })
        environment.clock = { Moment(milliseconds: clock.wallMilliseconds) }
        environment.machines = machines
        environment.maximumDatabasePages = pages
        return try await Coordinator.open(configuration, stateFolder: folder.path + "/state", environment: environment)
    }

    private static func token(_ folder: TemporaryDirectory) throws -> String {
        let bytes = try StateFile.read(folder.path + "/state/operator.token", maximumBytes: 1_000)
        return String(decoding: bytes, as: UTF8.self).trimmingPrefix(" ").split(separator: "\n").joined()
    }

    /// Stops the coordinator and starts another one on the same state.
    func restart(pages: Int64? = nil) async throws {
        await coordinator.close()
        // The rails let go of their files when nobody has them any more.
        current = nil
        router = nil
        current = try await Self.open(configuration, folder, clock, machines, pages)
    }

    var coordinator: Coordinator {
        guard let current else { preconditionFailure("a shop has a coordinator unless it is starting one") }
        return current
    }

    func close() async { await coordinator.close() }

    // The outside.

    enum Method: String {
        case get = "GET"
        case put = "PUT"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    struct Answer: Sendable {
        let status: Int
        let body: String
        let type: String
        let location: String?
        let link: String?
        let cache: String
        let cookie: String?

        func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try StrictJSON.decode(type, from: Array(body.utf8), maximumBytes: 1 << 20)
        }

        var code: String? { (try? json(Problem.self))?.code }
    }

    func send(
        _ method: Method,
        _ path: String,
        body: String? = nil,
        token: String? = nil,
        key: String? = nil,
        languages: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if let languages { headers[.acceptLanguage] = languages }
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let key { headers[.idempotencyKey] = key }
        let sent = headers
        let router = try router ?? coordinator.router()
        self.router = router
        return try await Application(router: router).test(.router) { client in
            try await client.execute(
                uri: path,
                method: HTTPRequest.Method(rawValue: method.rawValue) ?? .get,
                headers: sent,
                body: body.map { ByteBuffer(string: $0) }
            ) { response in
                Answer(
                    status: response.status.code,
                    body: String(buffer: response.body),
                    type: response.headers[.contentType] ?? "",
                    location: response.headers[.location],
                    link: response.headers[.link],
                    cache: response.headers[.cacheControl] ?? "",
                    cookie: response.headers[.setCookie]
                )
            }
        }
    }

    @discardableResult
    func put(_ path: String, body: String) async throws -> Answer {
        try expect(try await send(.put, path, body: body, token: token), 200)
    }

    @discardableResult
    func post(_ path: String, body: String) async throws -> Answer {
        try await send(.post, path, body: body, token: token)
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path, token: token) }

    private func expect(_ answer: Answer, _ status: Int) throws -> Answer {
        guard answer.status == status else { throw TestSupportError("\(answer.status): \(answer.body)") }
        return answer
    }

    // The customer.

    func order(rail: String? = nil, key: String? = nil) async throws -> SaleRecord {
        try await coordinator.orders.order(OrderRequest(place: "hall", selection: "a1", rail: rail), key: key)
    }

    @discardableResult
    func pay(_ order: SaleRecord, minor: Int64? = nil, confirmations: Int = 1) async throws -> String {
        let reference = try await payUnseen(order, minor: minor, confirmations: confirmations)
        try await settle()
        return reference
    }

    /// Pays while nobody watches.
    func payUnseen(_ order: SaleRecord, minor: Int64? = nil, confirmations: Int = 1) async throws -> String {
        try await SandboxRoutes(orders: coordinator.orders, rails: coordinator.rails)
            .pay(order, amountMinor: minor, confirmations: confirmations)
    }

    var sandbox: SandboxRail {
        get throws {
            guard let sandbox = coordinator.rails.find("sandbox")?.sandbox else { throw TestSupportError("no sandbox") }
            return sandbox
        }
    }

    func sale(_ order: SaleRecord) async throws -> SaleRecord { try await coordinator.orders.find(order.id) }

    // The services, one step at a time.

    /// Lets every service do all that it has to do now.
    func settle() async throws {
        for _ in 0..<20 {
            var worked = 0
            for stand in coordinator.rails.stands where stand.sandbox != nil {
                worked += try await RailWatch(
                    runtime: coordinator.runtime,
                    stand: stand,
                    desk: coordinator.desk
                ).pollOnce()
            }
            worked += try await SaleClock(
                runtime: coordinator.runtime,
                desk: coordinator.desk,
                rails: coordinator.rails
            ).runOnce()
            worked += try await RailOutboxSender(
                runtime: coordinator.runtime,
                rails: coordinator.rails,
                signal: coordinator.desk.signal
            ).runOnce()
            if worked == 0 { return }
        }
        throw TestSupportError("the services never come to rest")
    }

    func advance(seconds: Int64) async throws {
        clock.advance(milliseconds: seconds * 1_000)
        try await settle()
    }

    // The machine.

    func delivery(_ order: SaleRecord) throws -> FakeMachines.Delivery {
        guard let delivery = machines.deliveries.first(where: { $0.sale == order.id }) else {
            throw TestSupportError("sale \(order.id) has no command")
        }
        return delivery
    }

    func report(_ status: DeliveryStatus, _ order: SaleRecord) async throws {
        let delivery = try delivery(order)
        let report = DeliveryReport(lane: delivery.lane, sale: delivery.sale, status: status)
        let desk = coordinator.desk
        try await coordinator.runtime.perform { try desk.delivered(report, command: delivery.command, in: $0) }
        try await settle()
    }

    func refuse(_ code: WireCode, _ order: SaleRecord) async throws {
        let command = try delivery(order).command
        let desk = coordinator.desk
        try await coordinator.runtime.perform { try desk.refused(command: command, code: code, detail: "", in: $0) }
        try await settle()
    }

    func lose(_ order: SaleRecord) async throws {
        let command = try delivery(order).command
        let desk = coordinator.desk
        try await coordinator.runtime.perform { try desk.lost(command: command, in: $0) }
        try await settle()
    }

    // The books.

    func stock() async throws -> LaneStock {
        try await coordinator.runtime.view { try StockRepository.get(place: "hall", lane: "A", in: $0) }
    }

    /// What the ledger's own check finds; empty when the books are right.
    func findings() async throws -> [String] {
        try await coordinator.runtime.view { try SQLLedgerStore($0.transaction).check() }.map(\.description)
    }

    /// Credits minus debits that are posted on a role's account of the sandbox asset.
    func balance(_ role: AccountRole) async throws -> Int64 {
        try await coordinator.runtime.view { work in
            let id = ChartOfAccounts.id(role, owner: Owner.operator, asset: "SANDBOX-EUR")
            guard let account = try SQLLedgerStore(work.transaction).account(id) else { return 0 }
            return account.creditsPosted - account.debitsPosted
        }
    }

    func alarms() async throws -> [String] {
        try await coordinator.runtime.view { try AlarmBook.list(openOnly: true, limit: 100, in: $0) }.map(\.code)
    }
}

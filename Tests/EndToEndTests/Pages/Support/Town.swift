import Database
import Logging
import Machine
import Protocol
import Rails
import TestSupport

@testable import Coordinator

/// A coordinator with a past, served to browsers on loopback: several places and machines, and some weeks of sales that
/// went through the same services as any other. Its clock is a test's own until the browser comes.
final class Town: Sendable {
    /// The machines' names and where they deliver.
    private static let machines = [("snack-1", "town-hall"), ("snack-2", "station"), ("snack-3", "library")]

    private static let places = [
        ("town-hall", "Town hall"), ("station", "Station, platform 2"),
        ("library", "Library of the Faculty of Economics, reading room east"),
    ]

    private static let goods = [
        ("a1", "Salted crisps", "150"), ("a2", "Oat bar", "120"),
        ("a3", "Wholegrain hazelnut biscuits with dark chocolate", "220"),
        ("a4", "Peanuts", "180"), ("a5", "Apple rings", "200"), ("a6", "Sparkling water", "160"),
    ]

    let folder: TemporaryDirectory
    let clock = ManualClock()
    let coordinator: Coordinator
    let address: String
    let token: String
    /// A sale that is in doubt.
    let doubtful: String
    /// A run that is under way, and a sheet of labels.
    let line: (run: String, sheet: String)

    /// Makes a town and lets `body` look at it while it is served.
    /// - Parameter sales: how many it sold before; nil for a coordinator that was just started.
    static func visit(sales: Int? = 6, _ body: @Sendable (Town) async throws -> Void) async throws {
        let town = try await Town(sales: sales)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (listening, start) = AsyncStream<Void>.makeStream()
            group.addTask {
                try await town.coordinator.run(stopSignals: []) { _ in start.finish() }
            }
            for await _ in listening {}
            do {
                try await body(town)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    private init(sales: Int?) async throws {
        folder = try TemporaryDirectory()
        let port = try freePort()
        address = "http://127.0.0.1:\(port)"
        coordinator = try await Self.open(folder, clock, port, address)
        let state = folder.path("state")
        token =
            try StateFile.read("\(state)/operator.token", maximumBytes: 1_000).split(separator: 0x0A).first
            .map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let sales else {
            doubtful = ""
            line = ("", "")
            return
        }
        let past = TownPast(coordinator: coordinator, clock: clock)
        try await past.furnish(places: Self.places, machines: Self.machines, goods: Self.goods)
        line = try await TownLine(coordinator: coordinator).live()
        doubtful = try await past.live(sales: sales, places: Self.places.map(\.0), goods: Self.goods.map(\.0))
    }

    private static func open(
        _ folder: TemporaryDirectory,
        _ clock: ManualClock,
        _ port: Int,
        _ address: String
    ) async throws -> Coordinator {
        var configuration = CoordinatorConfiguration()
        configuration.listen = .init(host: "127.0.0.1", port: port)
        configuration.tls = .off(pins: [])
        configuration.publicURL = address
        configuration.rates = ["SANDBOX-EUR": try ExchangeRate("1")]
        configuration.rails = [
            .sandbox(
                id: "sandbox",
                asset: RailAsset(code: "SANDBOX-EUR", decimals: 2),
                canHold: false,
                trackedDepth: nil
            )
        ]
        var logger = Logger(label: "town", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        var environment = Coordinator.Environment(logger: logger, onFatal: { _ in })
        environment.clock = { Moment(milliseconds: clock.wallMilliseconds) }
        return try await Coordinator.open(configuration, stateFolder: folder.path("state"), environment: environment)
    }

    // MARK: What a test does

    /// A browser in which an operator is logged in.
    func logIn(_ options: BrowserOptions = BrowserOptions(screen: .desktop)) async throws -> Browser {
        let browser = try await Browser.start(options)
        try await browser.open("\(address)/login")
        try await browser.type(token, into: "#token")
        try await browser.click("main button")
        try await browser.wait(forAddress: "/operator")
        return browser
    }

    func sale(_ id: String) async throws -> SaleRecord { try await coordinator.orders.find(id) }

    func lane(_ lane: String, at place: String) async throws -> LaneStock {
        try await coordinator.runtime.view { try StockRepository.get(place: place, lane: lane, in: $0) }
    }

    func place(_ slug: String) async throws -> Place {
        try await coordinator.runtime.view { try PlaceRepository.get(slug, in: $0) }
    }

    func openAlarms() async throws -> Int {
        try await coordinator.runtime.view { try AlarmBook.list(openOnly: true, limit: 500, in: $0).count }
    }
}

import Testing

@testable import Coordinator
@testable import Database

@Suite("Health")
struct HealthRuleTests {
    /// A part of what was seen is changed, and this is what health says of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let component: HealthComponent.Name
        let status: HealthStatus
        let whole: HealthStatus
        let change: @Sendable (inout Vitals) -> Void

        init(
            _ description: String,
            _ component: HealthComponent.Name,
            _ status: HealthStatus,
            whole: HealthStatus,
            _ change: @escaping @Sendable (inout Vitals) -> Void
        ) {
            testDescription = description
            self.component = component
            self.status = status
            self.whole = whole
            self.change = change
        }
    }

    static let cases = [
        Case("nothing is wrong", .database, .ok, whole: .ok) { _ in },
        Case("the database can't be read", .database, .failed, whole: .failed) {
            $0.stored = nil
            $0.readFailure = "gone"
        },
        Case("the database gave up", .database, .failed, whole: .failed) { $0.database.isOpen = false },
        Case("a write failed", .database, .failed, whole: .failed) { $0.database.storageErrors = 1 },
        Case("the disk is slow", .database, .degraded, whole: .degraded) { $0.database.waitingTransactions = 1_000 },
        Case("the disk is nearly full", .disk, .degraded, whole: .degraded) { $0.diskAvailableBytes = 1 << 29 },
        Case("the disk is full", .disk, .failed, whole: .failed) { $0.diskAvailableBytes = 1 << 20 },
        Case("nobody knows the disk", .disk, .degraded, whole: .degraded) { $0.diskAvailableBytes = nil },
        Case("the books differ", .books, .failed, whole: .degraded) { $0.stored?.imbalance["LTC"] = -1 },
        Case("a rail is down", .rails, .degraded, whole: .degraded) { $0.rails[0].trouble = "no answer" },
        Case("every rail is down", .rails, .failed, whole: .degraded) { vitals in
            for index in vitals.rails.indices { vitals.rails[index].trouble = "no answer" }
        },
        Case("there is no rail", .rails, .degraded, whole: .degraded) { $0.rails = [] },
        Case("a machine is away", .machines, .degraded, whole: .degraded) { $0.connectedMachines = ["a"] },
        Case("every machine is away", .machines, .failed, whole: .degraded) { $0.connectedMachines = ["c"] },
        Case("a machine that sells nothing is away", .machines, .ok, whole: .ok) { $0.stored?.machines["pending"] = 1 },
        Case("an outbox is busy", .outboxes, .ok, whole: .ok) { $0.stored?.outboxes[0].depth = 900 },
        Case("an outbox is late", .outboxes, .degraded, whole: .degraded) {
            $0.stored?.outboxes = [StoredVitals.Outbox(name: "rail", depth: 1, oldestMilliseconds: 300_000)]
        },
        Case("an outbox is stuck", .outboxes, .failed, whole: .degraded) {
            $0.stored?.outboxes = [StoredVitals.Outbox(name: "rail", depth: 1, oldestMilliseconds: 3_600_000)]
        },
        Case("an alarm is open", .alarms, .degraded, whole: .degraded) { $0.stored?.alarms["rail.down"] = 2 },
        Case("a recovery goes on", .recovery, .degraded, whole: .degraded) { $0.stored?.isRecovering = true },
        Case("the clock went back", .clock, .degraded, whole: .degraded) { $0.stored?.newestEventAt = 1_005_001 },
        Case("the clock was corrected a little", .clock, .ok, whole: .ok) { $0.stored?.newestEventAt = 1_005_000 },
    ]

    @Test(arguments: cases)
    func says(_ item: Case) throws {
        var vitals = Self.healthy
        item.change(&vitals)
        let summary = HealthSummary(HealthRule.components(of: vitals))
        let component = try #require(summary.components.first { $0.name == item.component })
        #expect(component.status == item.status, "\(component.detail)")
        #expect(summary.status == item.whole)
        #expect(!component.detail.isEmpty)
        let others = summary.components.filter { $0.name != item.component && $0.status == .failed }
        #expect(others.isEmpty, "one fault is not two: \(others)")
    }

    @Test func listsEveryPartOnceAndInOrder() {
        let names = HealthRule.components(of: Self.healthy).map(\.name)
        #expect(names == HealthComponent.Name.allCases)
    }

    @Test func remembersSinceWhen() {
        let book = HealthBook()
        var vitals = Self.healthy
        func since(at milliseconds: Int64) -> Int64? {
            vitals.now = Moment(milliseconds: milliseconds)
            return book.judge(vitals).components.first { $0.name == .rails }?.since
        }
        #expect(since(at: 1_000) == 1_000)
        #expect(since(at: 2_000) == 1_000)
        vitals.rails[0].trouble = "no answer"
        #expect(since(at: 3_000) == 3_000)
        vitals.rails[0].trouble = "still no answer"
        #expect(since(at: 4_000) == 3_000)
        vitals.rails[0].trouble = nil
        #expect(since(at: 5_000) == 5_000)
    }

    private static var healthy: Vitals {
        var stored = StoredVitals()
        stored.sellingMachines = ["a", "b"]
        stored.imbalance = ["LTC": 0]
        stored.outboxes = [StoredVitals.Outbox(name: "rail", depth: 0, oldestMilliseconds: 0)]
        stored.newestEventAt = 999_000
        let nothing = DatabaseStatistics.Distribution(bounds: [], counts: [0], sum: 0)
        return Vitals(
            now: Moment(milliseconds: 1_000_000),
            database: DatabaseStatistics(
                isOpen: true,
                commits: 7,
                committedTransactions: 9,
                failedTransactions: 0,
                storageErrors: 0,
                waitingTransactions: 0,
                batchSizes: nothing,
                commitMicroseconds: nothing,
                databaseBytes: 0,
                logBytes: 0
            ),
            stored: stored,
            diskAvailableBytes: 8 << 30,
            rails: [Vitals.RailVitals(id: "play"), Vitals.RailVitals(id: "litecoin")],
            connectedMachines: ["a", "b"]
        )
    }
}

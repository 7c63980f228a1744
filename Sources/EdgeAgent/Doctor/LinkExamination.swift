import Doctor
import NIOCore
import NIOHTTP1
import NIOPosix

/// Connects to the coordinator and compares the key that answers with the pins of the stored keyset. Nothing secret is
/// sent: it asks whether somebody lives.
struct LinkExamination: Sendable {
    private static let patience = Duration.seconds(10)
    /// A date in HTTP is cut to the second, and a server may keep it for one more.
    private static let dateMilliseconds: Int64 = 1_500

    let addresses: [String]
    /// The keyset's pins; nil without a keyset, and whoever answers is written down.
    let pins: [String]?

    /// What was found, and how far the clock is ahead of a coordinator whose key is pinned.
    func run() async -> (addresses: [LinkFacts.Address], offset: ClockFacts.Offset?) {
        var found: [LinkFacts.Address] = []
        var offset: ClockFacts.Offset?
        for address in addresses {
            let (fact, ahead) = await look(address)
            found.append(fact)
            offset = offset ?? ahead
        }
        return (found, offset)
    }

    private func look(_ address: String) async -> (LinkFacts.Address, ClockFacts.Offset?) {
        var fact = LinkFacts.Address(address: address)
        let recorded = RecordedPin()
        let start = SystemClock.monotonicNanoseconds
        var offset: ClockFacts.Offset?
        do {
            let endpoint = try Endpoint(address)
            let date = try await Self.date(endpoint, recorded)
            fact.milliseconds = Int((SystemClock.monotonicNanoseconds - start) / 1_000_000)
            fact.pin = recorded.value
            fact.isPinned = pins.flatMap { pins in fact.pin.map { pins.contains($0) } }
            if fact.isPinned == true, let time = date.flatMap(HTTPDate.milliseconds) {
                offset = ClockFacts.Offset(
                    source: .coordinator,
                    // In the middle of what the date may mean.
                    milliseconds: SystemClock.wallMilliseconds - time - 500,
                    uncertaintyMilliseconds: Self.dateMilliseconds + Int64(fact.milliseconds)
                )
            }
        } catch {
            fact.milliseconds = Int((SystemClock.monotonicNanoseconds - start) / 1_000_000)
            fact.problem = "\(error)"
        }
        return (fact, offset)
    }

    /// The `Date` of whoever answers, or nil when there is none in time.
    private static func date(_ endpoint: Endpoint, _ recorded: RecordedPin) async throws -> String? {
        let group = MultiThreadedEventLoopGroup.singleton
        return try await withThrowingTaskGroup(of: String?.self) { tasks in
            defer { tasks.cancelAll() }
            tasks.addTask {
                try await HTTPConnection.with(endpoint, verification: .recorded(recorded), group: group) {
                    try await $0.request(.GET, "/livez", maximumBytes: 65_536).date
                }
            }
            tasks.addTask {
                try await Task.sleep(for: patience)
                throw AgentError(.link, "\(endpoint) gave no answer in \(patience).")
            }
            return try await tasks.next() ?? nil
        }
    }
}

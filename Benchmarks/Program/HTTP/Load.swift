import Glibc
import Measuring

/// Callers who each ask, wait for the answer, and ask again.
enum Load {
    /// What so many callers achieved.
    struct Result {
        /// Answers per second.
        let rate: Double
        /// The time of each, in seconds.
        let seconds: [Double]
    }

    /// Lets `callers` do `body` again and again for so long.
    static func run(
        callers: Int,
        seconds: Double,
        _ body: @escaping @Sendable (_ caller: Int, _ number: Int) async throws -> Void
    ) async throws -> Result {
        let start = Clock.nanoseconds
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var times: [Double] = []
                    while Clock.seconds(since: start) < seconds {
                        let began = Clock.nanoseconds
                        try await body(caller, times.count)
                        times.append(Clock.seconds(since: began))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return Result(rate: Double(times.count) / Clock.seconds(since: start), seconds: times)
    }
}

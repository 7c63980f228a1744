package import Database
import Logging
import Logs
import ServiceLifecycle

/// Writes the time into the database now and then, so that whoever reads a copy of it knows how old the copy is, also
/// when nothing else happens.
package struct ReplicaClock: Service {
    let runtime: Runtime

    /// How often it writes, in seconds: the copy's age is known as exactly as this.
    package static let seconds = 10.0

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await runtime.perform { try Self.set(in: $0) }
                } catch {
                    runtime.logger.log(CoordinatorLog.replicaClockMissed, ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(Self.seconds))
            }
        }
    }

    /// Notes that the database is of now.
    package static func set(in work: Work) throws {
        _ = try work.transaction.execute(
            "INSERT INTO replica_clock (id, at) VALUES (1, $at) ON CONFLICT (id) DO UPDATE SET at = $at",
            ["at": .integer(work.now.milliseconds)]
        )
    }

    /// When the database was written to last; nil when it never was by a program that keeps this clock.
    package static func read(in transaction: any Transaction) throws -> Moment? {
        try transaction.first("SELECT at FROM replica_clock WHERE id = 1").map {
            Moment(milliseconds: try $0.int64("at"))
        }
    }
}

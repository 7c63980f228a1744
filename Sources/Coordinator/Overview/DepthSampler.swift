import Logs
import Logging
import ServiceLifecycle

/// Takes the samples that the queue chart is drawn from.
package struct DepthSampler: Service {
    let runtime: Runtime

    /// How often it looks whether a sample is due, in seconds.
    private static let lookSeconds = 60.0

    /// Makes a sampler.
    package init(runtime: Runtime) { self.runtime = runtime }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    _ = try await runtime.perform { try DepthSample.take(in: $0) }
                } catch {
                    // A chart with a gap is no reason to disturb anybody.
                    runtime.logger.log(CoordinatorLog.sampleMissed, ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(Self.lookSeconds))
            }
        }
    }
}

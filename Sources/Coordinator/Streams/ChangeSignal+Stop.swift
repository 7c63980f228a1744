import ServiceLifecycle
package import Signals

extension ChangeSignal {
    /// Waits as `wait` does, and returns at once when the program is asked to stop, so that open streams end then and
    /// not when they are cut off.
    package func waitOrStop(after generation: UInt64, timeoutSeconds: Double) async {
        await cancelWhenGracefulShutdown { await self.wait(after: generation, timeoutSeconds: timeoutSeconds) }
    }
}

import NIOCore
import Synchronization

/// The two connections that a proxy joins: from the machine, and to the coordinator.
final class ProxyPair: Sendable {
    let near: any Channel
    let far: any Channel
    private let halfOpen = Mutex(false)

    init(near: any Channel, far: any Channel) {
        self.near = near
        self.far = far
    }

    /// Whether one end is gone and the other was not told.
    var isHalfOpen: Bool { halfOpen.withLock { $0 } }

    /// Ends one of them and leaves the other as it is, until whoever holds it gives up.
    /// - Parameter keepsNear: whether the machine keeps its end.
    func halve(keepsNear: Bool) {
        halfOpen.withLock { $0 = true }
        (keepsNear ? far : near).close(promise: nil)
    }

    /// Ends both.
    func close() {
        near.close(promise: nil)
        far.close(promise: nil)
    }

    /// Lets bytes in, or leaves them where they are.
    func setReading(_ reads: Bool) {
        _ = near.setOption(.autoRead, value: reads)
        _ = far.setOption(.autoRead, value: reads)
    }
}

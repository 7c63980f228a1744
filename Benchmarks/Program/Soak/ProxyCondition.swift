import NIOCore
import Synchronization

/// How a network is at the moment.
final class ProxyCondition: Sendable {
    /// What is wrong with it.
    enum Trouble: Sendable, Equatable {
        /// Nothing.
        case none
        /// No connection lasts.
        case cut
        /// Nothing arrives until it is over.
        case silent
        /// Every byte is late, by so many milliseconds.
        case slow(Int64)
    }

    private let state = Mutex(Trouble.none)

    /// What is wrong with it.
    var trouble: Trouble {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    /// How late bytes are.
    var delay: TimeAmount { if case .slow(let milliseconds) = trouble { .milliseconds(milliseconds) } else { .zero } }
}

import Glibc
import Synchronization

/// What a child has written, cut into lines as it arrives.
final class ChildOutput: Sendable {
    private struct State {
        var lines: [String] = []
        var unfinished: [UInt8] = []
        var ended = false
    }

    /// More than any test reads; a child gone wild loses its later lines instead of the runner's memory.
    private static let mostLines = 200_000

    private let state = Mutex(State())

    /// The whole lines so far; the last unfinished one too, once the output has ended.
    var lines: [String] { state.withLock { $0.lines } }

    /// True when every holder of the write end, grandchildren too, has closed it.
    var ended: Bool { state.withLock { $0.ended } }

    /// Reads the descriptor to its end, then closes it. Blocks: for a thread of its own.
    func readAll(from descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            state.withLock { Self.append(buffer[..<count], to: &$0) }
        }
        close(descriptor)
        state.withLock { state in
            if !state.unfinished.isEmpty { Self.append([UInt8(ascii: "\n")], to: &state) }
            state.ended = true
        }
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to state: inout State) {
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            state.unfinished += rest[..<end]
            if state.lines.count < mostLines {
                state.lines.append(String(decoding: state.unfinished, as: UTF8.self))
            }
            state.unfinished.removeAll(keepingCapacity: true)
            rest = rest[(end + 1)...]
        }
        state.unfinished += rest
    }
}

/// One requested input of a simulated chip: debounce, numbering and buffer as the kernel's `gpiolib-cdev` does them.
/// Pure; time comes in.
struct SimulatedInput {
    /// What the kernel buffers per requested line when nobody asks for more (`struct gpio_v2_line_request`).
    static let bufferedEdges = 16

    let debounceNanoseconds: UInt64
    private(set) var settled: Level
    /// When a change under debounce will count, if the line stays still.
    private(set) var deadline: UInt64?
    private var raw: Level
    private var sequence: UInt32 = 0
    private var buffer: [SimulatedEdge] = []

    init(level: Level, debounceMicroseconds: UInt32) {
        raw = level
        settled = level
        debounceNanoseconds = UInt64(debounceMicroseconds) * 1_000
    }

    /// The pin changed. Every change starts the debounce period again.
    mutating func change(to level: Level, at now: UInt64) {
        settle(at: now)
        guard level != raw else { return }
        raw = level
        if debounceNanoseconds == 0 {
            settled = level
            push(at: now)
        } else {
            deadline = now + debounceNanoseconds
        }
    }

    /// Lets a debounce period end that is over by `now`.
    mutating func settle(at now: UInt64) {
        guard let ended = deadline, ended <= now else { return }
        deadline = nil
        guard raw != settled else { return }
        settled = raw
        push(at: ended)
    }

    /// Hands over the buffered edges.
    mutating func take() -> [SimulatedEdge] {
        defer { buffer.removeAll(keepingCapacity: true) }
        return buffer
    }

    private mutating func push(at timestampNanoseconds: UInt64) {
        sequence &+= 1
        if buffer.count == Self.bufferedEdges { buffer.removeFirst() }
        buffer.append(
            SimulatedEdge(level: settled, timestampNanoseconds: timestampNanoseconds, sequence: sequence)
        )
    }
}

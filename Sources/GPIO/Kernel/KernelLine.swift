import CGPIO
import Glibc

/// One requested line of a kernel chip; given up when the last reference goes.
final class KernelLine {
    private let name: LineName
    private let line: OpaquePointer
    /// The library's lines live inside their chip, so the chip must outlive this.
    private let chip: KernelChip

    /// Takes over what a request returned.
    init(chip: KernelChip, name: LineName, status: cgpio_status, line: OpaquePointer?) throws(GPIOError) {
        if -status.error == EBUSY { throw GPIOError.lineBusy(name, consumer: nil) }
        try status.check("\(name)")
        guard let line else {
            throw GPIOError(.ioFailure, "\(name) was requested without a handle; report this as a bug")
        }
        self.chip = chip
        self.name = name
        self.line = line
    }

    deinit {
        cgpio_line_release(line)
    }

    /// What to poll; -1, which `poll` ignores, for an output.
    var descriptor: Int32 { cgpio_line_descriptor(line) }

    /// Reports an input's edges from now on. Its level must have settled; see `cgpio_line_watch`.
    func watch(debounceMicroseconds: UInt32) throws(GPIOError) {
        try cgpio_line_watch(line, debounceMicroseconds).check("\(name)")
    }

    func get() throws(GPIOError) -> Level {
        var isActive = false
        try cgpio_line_get(line, &isActive).check("\(name)")
        return isActive ? .active : .inactive
    }

    func set(_ level: Level) throws(GPIOError) {
        try cgpio_line_set(line, level == .active).check("\(name)")
    }

    /// Takes what the kernel has buffered; `input` is the line's place in the configuration.
    func takeEdges(input: Int) throws(GPIOError) -> [RawEdge] {
        let capacity = Int(CGPIO_BUFFERED_EDGES)
        var count = 0
        var edges = Array(repeating: cgpio_edge(), count: capacity)
        try cgpio_line_take_edges(line, &edges, capacity, &count).check("\(name)")
        return edges.prefix(count).map { edge in
            RawEdge(
                input: input,
                level: edge.active ? .active : .inactive,
                timestampNanoseconds: edge.timestamp_nanoseconds,
                lineSequence: edge.line_sequence
            )
        }
    }
}

import NIOCore
import Protocol

/// Reads a part of the audit log page by page.
actor AuditReader {
    private let runtime: Runtime
    private var position: Int64
    private let last: Int64

    private static let pageRows: Int64 = 200

    /// - Parameters:
    ///   - position: the number of the entry before the first.
    ///   - last: the number of the last one.
    init(runtime: Runtime, after position: Int64, through last: Int64) {
        self.runtime = runtime
        self.position = position
        self.last = last
    }

    /// The next lines; nil after the last.
    func next() async throws -> ByteBuffer? {
        guard position < last else { return nil }
        let (after, limit) = (position, Int(min(Self.pageRows, last - position)))
        let entries = try await runtime.view { try AuditLog.read(after: after, limit: limit, in: $0) }
        position += Int64(entries.count)
        return ByteBuffer(bytes: entries.flatMap { $0.line + [UInt8(ascii: "\n")] })
    }
}

import Foundation
import Protocol

/// The lines of a file of any length, one at a time.
enum LogLines {
    private static let pieceBytes = 65_536
    /// Longer than any entry; more than this without a line end is no log.
    private static let lineBytes = 1 << 20

    /// Gives each line, without its end, to `take`. A last line without an end was cut off and is given too.
    /// - Throws: `CommandError` when the file can't be read, and what `take` throws.
    static func read(_ path: String, _ take: ([UInt8]) throws -> Void) throws {
        let handle: FileHandle
        do {
            handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw CommandError(
                "\(path) can't be read; is it there, and may you read it?",
                cause: error.localizedDescription
            )
        }
        defer { try? handle.close() }
        var line: [UInt8] = []
        while let piece = try next(handle, path), !piece.isEmpty {
            var rest = Array(piece)[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                try take(line + rest[..<end])
                line = []
                rest = rest[(end + 1)...]
            }
            line += rest
            guard line.count <= lineBytes else { throw CommandError("\(path) has no line ends; is it a log?") }
        }
        if !line.isEmpty { try take(line) }
    }

    private static func next(_ handle: FileHandle, _ path: String) throws -> Data? {
        do {
            return try handle.read(upToCount: pieceBytes)
        } catch {
            throw CommandError("\(path) could not be read to its end.", cause: error.localizedDescription)
        }
    }
}

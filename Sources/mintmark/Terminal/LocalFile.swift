import Foundation
import Glibc

/// Small files by path, with words for what goes wrong.
enum LocalFile {
    private static let maximumBytes = 4 * 1024 * 1024

    /// The bytes of a file.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            let data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
            guard data.count <= maximumBytes else {
                throw CommandError(
                    "\(path) has more than \(maximumBytes) bytes; is it the right file?",
                    status: .data
                )
            }
            return Array(data)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(
                "\(path) can't be read; is it there, and may you read it?",
                cause: error.localizedDescription,
                status: .notThere
            )
        }
    }

    /// The text of a file without white space around it.
    static func text(_ path: String) throws -> String {
        String(decoding: try read(path), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes a file that only this user can read; it appears whole or not at all.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            let url = URL(fileURLWithPath: path)
            try Data(bytes).write(to: url, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw unwritable(path, error)
        }
    }

    /// Makes a folder that only this user can enter, and those above it; one that is there stays as it is.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandError(
                "The folder \(path) can't be made; may you write above it?",
                cause: error.localizedDescription,
                status: .cannotWrite
            )
        }
    }

    /// A new folder that only this user can enter.
    /// - Parameters:
    ///   - name: how its name begins.
    ///   - parent: where it is made.
    static func temporaryFolder(_ name: String, below parent: String = NSTemporaryDirectory()) throws -> String {
        var template = Array("\(parent)/\(name)-XXXXXX".replacing("//", with: "/").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandError(
                "No temporary folder can be made below \(parent); is there room?",
                cause: String(cString: strerror(errno)),
                status: .cannotWrite
            )
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether something is there.
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// A file that is there already, open at its end.
    static func appending(_ path: String) throws -> FileHandle {
        do {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            _ = try handle.seekToEnd()
            return handle
        } catch {
            throw unwritable(path, error)
        }
    }

    /// Adds bytes to an open file.
    static func append(_ bytes: [UInt8], to file: FileHandle, _ path: String) throws {
        do {
            try file.write(contentsOf: bytes)
        } catch {
            throw unwritable(path, error)
        }
    }

    /// Returns when an open file is on the disk.
    static func sync(_ file: FileHandle, _ path: String) throws {
        do {
            try file.synchronize()
        } catch {
            throw unwritable(path, error)
        }
    }

    /// Gives a file another name, in place of whatever had it.
    static func rename(_ path: String, to other: String) throws {
        guard Glibc.rename(path, other) == 0 else {
            throw CommandError(
                "\(path) can't become \(other).",
                cause: String(cString: strerror(errno)),
                status: .cannotWrite
            )
        }
    }

    /// Removes a file; one that is not there is no error.
    static func remove(_ path: String) { unlink(path) }

    private static func unwritable(_ path: String, _ error: any Error) -> CommandError {
        CommandError(
            "\(path) can't be written; is its folder there, and is there room?",
            cause: error.localizedDescription,
            status: .cannotWrite
        )
    }
}

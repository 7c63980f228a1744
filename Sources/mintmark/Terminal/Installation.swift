import Foundation

/// Where this program's own files are.
enum Installation {
    /// The path of the running program.
    static let executable: String = {
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        } catch {
            return CommandLine.arguments.first ?? "mintmark"
        }
    }()

    /// Another program of Mintmark, which is built into the same folder.
    static func program(_ name: String) throws -> String {
        let path = URL(fileURLWithPath: executable).deletingLastPathComponent().appendingPathComponent(name).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandError("\(path) is missing; build all programs with “swift build”, or install them together.")
        }
        return path
    }

    /// A file or folder of `hardware`.
    static func hardware(_ path: String) throws -> String { try own("hardware/\(path)", packaged: path) }

    /// A file of `systemd`.
    static func systemd(_ path: String) throws -> String {
        try own("systemd/\(path)", packaged: "systemd/\(path)")
    }

    /// A file or folder of Mintmark's own: beside or above this program, or where a package puts it. What lies in the
    /// working directory may be anybody's, and some of it runs as root on machines.
    private static func own(_ path: String, packaged: String) throws -> String {
        var folders: [String] = []
        var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        while folder.path != "/" {
            folders.append(folder.path)
            folder.deleteLastPathComponent()
        }
        let prefix = URL(fileURLWithPath: executable).deletingLastPathComponent().deletingLastPathComponent().path
        let candidates = folders.map { "\($0)/\(path)" } + ["\(prefix)/share/mintmark/\(packaged)"]
        guard let found = candidates.first(where: LocalFile.exists) else {
            throw CommandError("\(path) was not found; install it with this program, or name the file.")
        }
        return found
    }
}

import Coordinator

/// The files of a machine's keys, which are part of its card.
struct KeyFolder {
    /// Where they are.
    let path: String

    private static let names = ["identity.key", "operational.key", "operational.key.next"]

    init(_ path: String) { self.path = path }

    /// What they hold.
    func read() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in Self.names where StateFile.exists("\(path)/\(name)") {
            files[name] = try StateFile.read("\(path)/\(name)", maximumBytes: 256)
        }
        return files
    }

    /// Puts them back as they were.
    func restore(_ files: [String: [UInt8]]) throws {
        for name in Self.names {
            if let bytes = files[name] {
                try StateFile.write(bytes, to: "\(path)/\(name)")
            } else if StateFile.exists("\(path)/\(name)") {
                try StateFile.remove("\(path)/\(name)")
            }
        }
    }
}

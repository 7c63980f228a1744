import Coordinator
import Glibc
import Protocol

/// The coordinator's state folder, without its database: keys that follow from the seed, and the files of its log.
final class SimulationFolder {
    /// Its path.
    let path: String

    init(seed: UInt64) throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/mintmark-simulation-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Violation("no temporary folder can be made in \(base)") }
        path = String(cString: made)
        try StateFile.makeFolder("\(path)/keys")
        let bytes = SeededIdentifiers(seed: seed ^ 0x6B65_7973)
        for name in ["root", "command", "quote", "profile", "audit", "log", "passport"] {
            let text = Base64URL.encode(bytes.randomBytes(32)) + "\n"
            try StateFile.write(Array(text.utf8), to: "\(path)/keys/\(name).key")
        }
    }

    /// The deployment's root key.
    func rootKey() throws -> VerifyingKey { try KeyFile.load("\(path)/keys/root.key").verifyingKey }

    /// Makes the folder of a machine's keys: the one for life and the first operational one.
    func makeMachine(_ number: Int, keys: [[UInt8]]) throws -> KeyFolder {
        let machine = KeyFolder("\(path)/machine-\(number)")
        try StateFile.makeFolder(machine.path)
        let files = zip(["identity.key", "operational.key"], keys)
        try machine.restore(
            Dictionary(uniqueKeysWithValues: files.map { ($0, Array((Base64URL.encode($1) + "\n").utf8)) })
        )
        return machine
    }

    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        guard let folder = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if entry.pointee.d_type == DT_DIR { remove("\(path)/\(name)") } else { unlink("\(path)/\(name)") }
        }
        closedir(folder)
        rmdir(path)
    }
}

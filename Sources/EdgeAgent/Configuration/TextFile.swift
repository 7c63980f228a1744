import FoundationEssentials
import Glibc

/// Small files read whole.
enum TextFile {
    /// The bytes of the file, at most 1 MiB.
    static func read(_ path: String) throws(AgentError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw AgentError(
                .configuration,
                "\(path) could not be opened; check that it exists and that the agent's user may read it.",
                cause: String(cString: strerror(errno))
            )
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= 1_048_576 {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else {
                throw AgentError(.configuration, "\(path) could not be read.", cause: String(cString: strerror(errno)))
            }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
        throw AgentError(.configuration, "\(path) is larger than 1 MiB; it is not a file of this agent.")
    }

    /// The text of the file without white space around it.
    static func text(_ path: String) throws(AgentError) -> String {
        let text = String(decoding: try read(path), as: UTF8.self)
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

import Dispatch
import Foundation

/// Ends what the benchmarks started when they are stopped half way: children are leaders of process groups of their
/// own, so Ctrl-C does not reach them.
enum Interruption {
    /// From now on SIGINT and SIGTERM end the children, and then this process.
    static func watch() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                for child in children { kill(-child, SIGKILL) }
                exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    /// The processes whose parent this is (proc(5), field 4 of /proc/PID/stat).
    private static var children: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { pid in
            guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
            let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
            return fields.count > 2 && Int32(fields[2]) == getpid()
        }
    }
}

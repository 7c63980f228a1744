import Platform
import Supervision

/// The text protocol of a simulator's control socket: one instruction per line; the answer's lines come back, then
/// `ok`, or `error: ` and what to do instead.
enum ControlLines {
    /// What a program that sends nothing may keep waiting, in bytes.
    private static let maximumAnswerBytes = 65_536

    /// Answers one line.
    static func answer(_ line: String, _ world: SimulatedWorld) -> String {
        do {
            let lines = try world.obey(SimulatorInstruction(line))
            return (lines + ["ok"]).joined(separator: "\n") + "\n"
        } catch {
            return "error: \("\(error)".split(separator: "\n").joined(separator: "; "))\n"
        }
    }

    /// Serves every client that connects until the socket fails; blocks.
    static func serve(_ listener: UnixSocket, _ world: SimulatedWorld) {
        while let client = listener.accepted() {
            // A client without a thread hears the end of its connection.
            try? DedicatedThread.start("control-client") { serve(client: client, world) }
        }
    }

    private static func serve(client: UnixSocket, _ world: SimulatedWorld) {
        var rest: [UInt8] = []
        while let bytes = client.receive(maximumBytes: SimulatorInstruction.maximumBytes, waits: true), !bytes.isEmpty {
            rest += bytes
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest.removeFirst(end + 1)
                guard client.send(Array(answer(line, world).utf8)) else { return }
            }
            guard rest.count <= SimulatorInstruction.maximumBytes else { return }
        }
    }

    /// Sends one instruction to a simulator and returns its answer; blocks.
    static func ask(_ instruction: String, at path: String) throws -> String {
        let socket = try UnixSocket.connected(to: path, .stream)
        guard socket.send(Array((instruction + "\n").utf8)) else {
            throw CommandError("The simulator at \(path) hung up; is it still running?")
        }
        var answer: [UInt8] = []
        while answer.count < maximumAnswerBytes, !isWhole(answer) {
            guard let bytes = socket.receive(maximumBytes: 4_096, waits: true), !bytes.isEmpty else {
                throw CommandError("The simulator at \(path) hung up; is it still running?")
            }
            answer += bytes
        }
        return String(decoding: answer, as: UTF8.self)
    }

    private static func isWhole(_ answer: [UInt8]) -> Bool {
        guard answer.last == UInt8(ascii: "\n") else { return false }
        let last = String(decoding: answer.dropLast(), as: UTF8.self).split(separator: "\n").last ?? ""
        return last == "ok" || last.hasPrefix("error: ")
    }
}

/// What the server answers, as `SocketProtocol` writes it.
enum SocketReply: Equatable, Sendable {
    case ok
    case opened(inputLevels: [Level])
    case level(Level)
    case edge(RawEdge)
    case end
    case error(GPIOError.Code, String)

    /// The most of an error's message that is sent: at four bytes each, encoded as three, it fits in a line.
    private static let maximumMessageScalars = 300

    var line: String {
        switch self {
        case .ok: "ok"
        case .opened(let levels): "opened " + levels.map { "\($0.rawValue)" }.joined()
        case .level(let level): "level \(level.rawValue)"
        case .edge(let edge):
            "edge \(edge.input) \(edge.level.rawValue) \(edge.timestampNanoseconds) \(edge.lineSequence)"
        case .end: "end"
        case .error(let code, let message):
            "error \(code) \(SocketProtocol.encode(Self.shortened(message)))"
        }
    }

    private static func shortened(_ message: String) -> String {
        String(message.unicodeScalars.prefix(maximumMessageScalars))
    }

    /// Nil when the line is not a reply.
    init?(line: String) {
        let fields = SocketProtocol.fields(line)
        switch (fields.first, fields.count) {
        case ("ok", 1): self = .ok
        case ("end", 1): self = .end
        case ("opened", 2):
            let levels = fields[1].utf8.compactMap { Level(rawValue: $0 &- UInt8(ascii: "0")) }
            guard levels.count == fields[1].utf8.count else { return nil }
            self = .opened(inputLevels: levels)
        case ("level", 2):
            guard let level = UInt8(fields[1]).flatMap(Level.init(rawValue:)) else { return nil }
            self = .level(level)
        case ("edge", 5):
            guard let input = Int(fields[1]), let level = UInt8(fields[2]).flatMap(Level.init(rawValue:)),
                let timestamp = UInt64(fields[3]), let sequence = UInt32(fields[4])
            else { return nil }
            self = .edge(
                RawEdge(input: input, level: level, timestampNanoseconds: timestamp, lineSequence: sequence)
            )
        case ("error", 3):
            guard let name = GPIOError.Code.Name(rawValue: String(fields[1])),
                let message = SocketProtocol.decode(fields[2])
            else { return nil }
            self = .error(GPIOError.Code(name: name), message)
        default: return nil
        }
    }
}

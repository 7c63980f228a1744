/// What a client asks for, as `SocketProtocol` writes it. An output's safe level stays on the client's side.
enum SocketRequest: Hashable, Sendable {
    case hello(version: Int, consumer: String)
    case output(OutputConfiguration)
    case input(InputConfiguration)
    case open
    case set(output: Int, Level)
    case readOutput(Int)
    case readInput(Int)
    case wait(milliseconds: Int)
    case peek(LineName, activeLow: Bool)
    case close

    var line: String {
        switch self {
        case .hello(let version, let consumer): "hello \(version) \(SocketProtocol.encode(consumer))"
        case .output(let output):
            "output \(Self.fields(output.name, activeLow: output.activeLow)) \(output.initial.rawValue)"
        case .input(let input):
            "input \(Self.fields(input.name, activeLow: input.activeLow)) \(input.bias.rawValue) "
                + "\(input.debounceMicroseconds)"
        case .open: "open"
        case .set(let output, let level): "set \(output) \(level.rawValue)"
        case .readOutput(let output): "read-output \(output)"
        case .readInput(let input): "read-input \(input)"
        case .wait(let milliseconds): "wait \(milliseconds)"
        case .peek(let name, let isActiveLow): "peek \(Self.fields(name, activeLow: isActiveLow))"
        case .close: "close"
        }
    }

    /// Nil when the line is not a request.
    init?(line: String) {
        var fields = SocketProtocol.fields(line)[...]
        guard let word = fields.popFirst(), let request = Self.parse(word, Array(fields)) else { return nil }
        self = request
    }

    private static func parse(_ word: Substring, _ fields: [Substring]) -> SocketRequest? {
        switch (word, fields.count) {
        case ("hello", 2):
            guard let version = Int(fields[0]), let consumer = SocketProtocol.decode(fields[1]) else { return nil }
            return .hello(version: version, consumer: consumer)
        case ("output", 4):
            guard let name = name(fields), let isActiveLow = flag(fields[2]), let initial = level(fields[3]) else {
                return nil
            }
            return .output(OutputConfiguration(name: name, activeLow: isActiveLow, safe: initial))
        case ("input", 5):
            guard let name = name(fields), let isActiveLow = flag(fields[2]),
                let bias = Bias(rawValue: String(fields[3])), let debounce = UInt32(fields[4])
            else { return nil }
            return .input(
                InputConfiguration(name: name, activeLow: isActiveLow, bias: bias, debounceMicroseconds: debounce)
            )
        case ("set", 2):
            guard let output = Int(fields[0]), let level = level(fields[1]) else { return nil }
            return .set(output: output, level)
        case ("read-output", 1): return Int(fields[0]).map { .readOutput($0) }
        case ("read-input", 1): return Int(fields[0]).map { .readInput($0) }
        case ("wait", 1):
            guard let milliseconds = Int(fields[0]), (0...DrivenLineBank.maximumWaitMilliseconds).contains(milliseconds)
            else { return nil }
            return .wait(milliseconds: milliseconds)
        case ("peek", 3):
            guard let name = name(fields), let isActiveLow = flag(fields[2]) else { return nil }
            return .peek(name, activeLow: isActiveLow)
        case ("open", 0): return .open
        case ("close", 0): return .close
        default: return nil
        }
    }

    private static func fields(_ name: LineName, activeLow: Bool) -> String {
        "\(SocketProtocol.encode(name.chip)) \(SocketProtocol.encode(name.line)) \(activeLow ? 1 : 0)"
    }

    private static func name(_ fields: [Substring]) -> LineName? {
        guard let chip = SocketProtocol.decode(fields[0]), let line = SocketProtocol.decode(fields[1]) else {
            return nil
        }
        return LineName(chip: chip, line: line)
    }

    private static func flag(_ field: Substring) -> Bool? {
        level(field).map { $0 == .active }
    }

    private static func level(_ field: Substring) -> Level? {
        UInt8(field).flatMap(Level.init(rawValue:))
    }
}

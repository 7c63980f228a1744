/// One client of a served chip, on its own thread.
struct SimulatedChipConnection {
    private let chip: SimulatedChip
    private let socket: LineSocket
    private var consumer: String?
    private var outputs: [OutputConfiguration] = []
    private var inputs: [InputConfiguration] = []
    private var lines: SimulatedLines?
    private var isOver = false

    init(chip: SimulatedChip, socket: LineSocket) {
        self.chip = chip
        self.socket = socket
    }

    /// Answers requests until the client closes, dies or breaks the protocol; then its lines are released.
    consuming func run() {
        var connection = self
        while !connection.isOver {
            do throws(GPIOError) {
                guard let line = try connection.socket.receive(until: .max) else { break }
                try connection.answer(line)
            } catch {
                break
            }
        }
        connection.lines?.release()
    }

    private mutating func answer(_ line: String) throws(GPIOError) {
        guard let request = SocketRequest(line: line) else {
            isOver = true
            try send(.error(.unsupported, "the simulated chip does not understand “\(line)”"))
            return
        }
        do throws(GPIOError) {
            try perform(request)
        } catch {
            try send(.error(error.code, error.message))
        }
    }

    private mutating func perform(_ request: SocketRequest) throws(GPIOError) {
        switch request {
        case .hello(let version, let name):
            guard version == SocketProtocol.version else {
                isOver = true
                throw GPIOError(
                    .unsupported,
                    "the simulated chip speaks version \(SocketProtocol.version) of its protocol, not \(version)"
                )
            }
            consumer = name
            try send(.ok)
        case .output(let output):
            try checkRoom()
            outputs.append(output)
            try send(.ok)
        case .input(let input):
            try checkRoom()
            inputs.append(input)
            try send(.ok)
        case .open: try open()
        case .set(let output, let level):
            try held(output, of: outputs.count).set(output: output, level)
            try send(.ok)
        case .readOutput(let output): try send(.level(held(output, of: outputs.count).read(output: output)))
        case .readInput(let input): try send(.level(held(input, of: inputs.count).read(input: input)))
        case .wait(let milliseconds): try wait(milliseconds: milliseconds)
        case .peek(let line, let isActiveLow):
            guard consumer != nil else { throw GPIOError(.invalidConfiguration, "peek comes after hello") }
            try send(.level(try chip.peek(line).level(activeLow: isActiveLow)))
        case .close:
            lines?.release()
            lines = nil
            isOver = true
            try send(.ok)
        }
    }

    private mutating func open() throws(GPIOError) {
        guard let consumer, lines == nil else {
            throw GPIOError(.invalidConfiguration, "open comes once, after hello")
        }
        let configuration = LineConfiguration(outputs: outputs, inputs: inputs, consumer: consumer)
        try configuration.check()
        let lines = try SimulatedLines(chip: chip, configuration: configuration)
        self.lines = lines
        try send(.opened(inputLevels: lines.initialInputLevels.map { $0 ?? .inactive }))
    }

    private func wait(milliseconds: Int) throws(GPIOError) {
        let lines = try held()
        // A client that dies while it waits must lose its lines now, not when the wait is over.
        let edges = try lines.waitForEdges(timeoutMilliseconds: milliseconds, orReadable: socket.descriptor.number)
        for edge in edges { try send(.edge(edge)) }
        try send(.end)
    }

    private func checkRoom() throws(GPIOError) {
        guard lines == nil, outputs.count + inputs.count < LineConfiguration.maximumLines else {
            throw GPIOError(
                .invalidConfiguration,
                "lines are listed before open, \(LineConfiguration.maximumLines) at most"
            )
        }
    }

    private func held(_ place: Int = 0, of count: Int = 1) throws(GPIOError) -> SimulatedLines {
        guard let lines else { throw GPIOError(.closed, "no lines were opened on this connection") }
        guard (0..<count).contains(place) else {
            throw GPIOError(.invalidConfiguration, "there is no line \(place) among \(count)")
        }
        return lines
    }

    private func send(_ reply: SocketReply) throws(GPIOError) {
        try socket.send(reply.line)
    }
}

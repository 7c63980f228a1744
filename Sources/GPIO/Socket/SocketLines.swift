import Platform

/// Lines of a simulated chip in another process, held as long as the connection lasts.
final class SocketLines: LineDriver {
    let initialInputLevels: [Level?]
    private let socket: LineSocket
    private let inputCount: Int
    /// After a broken exchange nobody knows which request the next reply would belong to.
    private var isBroken = false

    /// Connects and takes the lines of a checked configuration, or none of them.
    init(socketPath: String, configuration: LineConfiguration) throws(GPIOError) {
        let socket = LineSocket(try SocketDescriptor.connected(to: socketPath))
        var requests: [SocketRequest] = [.hello(version: SocketProtocol.version, consumer: configuration.consumer)]
        requests += configuration.outputs.map { output in
            // The server drives the initial level; what is safe is this side's business.
            .output(OutputConfiguration(name: output.name, activeLow: output.activeLow, safe: output.initial))
        }
        requests += configuration.inputs.map { .input($0) }
        for request in requests {
            let reply = try Self.exchange(request, on: socket)
            guard reply == .ok else { throw Self.unexpected(reply) }
        }
        let reply = try Self.exchange(.open, on: socket)
        guard case .opened(let levels) = reply, levels.count == configuration.inputs.count else {
            throw Self.unexpected(reply)
        }
        self.socket = socket
        inputCount = levels.count
        initialInputLevels = levels
    }

    /// The level of a line that nobody holds.
    static func peek(_ line: LineName, activeLow: Bool, socketPath: String) throws(GPIOError) -> Level {
        let socket = LineSocket(try SocketDescriptor.connected(to: socketPath))
        let hello = try exchange(.hello(version: SocketProtocol.version, consumer: "mintmark"), on: socket)
        guard hello == .ok else { throw unexpected(hello) }
        let reply = try exchange(.peek(line, activeLow: activeLow), on: socket)
        guard case .level(let level) = reply else { throw unexpected(reply) }
        return level
    }

    func set(output: Int, _ level: Level) throws(GPIOError) {
        let reply = try request(.set(output: output, level))
        guard reply == .ok else { throw broken(reply) }
    }

    func read(output: Int) throws(GPIOError) -> Level {
        try level(request(.readOutput(output)))
    }

    func read(input: Int) throws(GPIOError) -> Level {
        try level(request(.readInput(input)))
    }

    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> [RawEdge] {
        var edges: [RawEdge] = []
        var reply = try request(.wait(milliseconds: timeoutMilliseconds), allowingMilliseconds: timeoutMilliseconds)
        while case .edge(let edge) = reply {
            guard (0..<inputCount).contains(edge.input) else { throw broken(reply) }
            edges.append(edge)
            do throws(GPIOError) {
                reply = try Self.reply(on: socket, allowingMilliseconds: 0)
            } catch {
                isBroken = true
                throw error
            }
        }
        guard reply == .end else { throw broken(reply) }
        return edges
    }

    func release() {
        // Hanging up is enough; asking first lets the server answer once the lines are free for the next owner.
        _ = try? request(.close)
        socket.descriptor.hangUp()
    }

    /// Asks and takes the first reply; an error the server reports is thrown and leaves the connection usable.
    private func request(
        _ request: SocketRequest,
        allowingMilliseconds: Int = 0
    ) throws(GPIOError) -> SocketReply {
        guard !isBroken else {
            throw GPIOError(.ioFailure, "the connection to the simulated chip is broken; open the lines again")
        }
        let reply: SocketReply
        do throws(GPIOError) {
            try socket.send(request.line)
            reply = try Self.reply(on: socket, allowingMilliseconds: allowingMilliseconds)
        } catch {
            isBroken = true
            throw error
        }
        guard case .error(let code, let message) = reply else { return reply }
        throw GPIOError(code, message)
    }

    private func level(_ reply: SocketReply) throws(GPIOError) -> Level {
        guard case .level(let level) = reply else { throw broken(reply) }
        return level
    }

    private func broken(_ reply: SocketReply) -> GPIOError {
        isBroken = true
        return Self.unexpected(reply)
    }

    private static func exchange(_ request: SocketRequest, on socket: LineSocket) throws(GPIOError) -> SocketReply {
        try socket.send(request.line)
        let reply = try reply(on: socket, allowingMilliseconds: 0)
        guard case .error(let code, let message) = reply else { return reply }
        throw GPIOError(code, message)
    }

    private static func reply(
        on socket: LineSocket,
        allowingMilliseconds: Int
    ) throws(GPIOError) -> SocketReply {
        let patience = UInt64(allowingMilliseconds + SocketProtocol.patienceMilliseconds)
        let deadline = MonotonicClock.now() + patience * MonotonicClock.nanosecondsPerMillisecond
        guard let line = try socket.receive(until: deadline) else {
            throw GPIOError(.ioFailure, "the simulated chip hung up; is its process still running?")
        }
        guard let reply = SocketReply(line: line) else {
            throw GPIOError(.ioFailure, "the simulated chip answered “\(line)”, which is no reply; are versions mixed?")
        }
        return reply
    }

    private static func unexpected(_ reply: SocketReply) -> GPIOError {
        GPIOError(.ioFailure, "the simulated chip answered “\(reply.line)” to something else; are versions mixed?")
    }
}

/// How long a client may take over what it sends: whoever connects and says nothing, or a byte a minute, must not hold
/// a connection that others wait for. How long the answer takes is not its business. Pure.
struct RequestPace {
    /// What the connection waits for.
    private enum State {
        /// The first request; until its head is whole. Next: `reading`.
        case opened
        /// The rest of a request. Next: `answering`.
        case reading
        /// The answer; as long as it takes, since streams never end. Next: `idle`.
        case answering
        /// The next request; until its head is whole. Next: `reading`.
        case idle
    }

    /// What happened.
    enum Event {
        /// A request's head is whole.
        case head
        /// So many bytes of a body arrived.
        case body(Int)
        /// A request is whole.
        case end
        /// An answer is whole.
        case answered
    }

    /// From the connection to the first head, with the handshake of TLS, in seconds.
    let headSeconds: Int64
    /// For each `bodyPiece` of a body, and for its end, in seconds. The largest body is a megabyte.
    let bodySeconds: Int64
    /// From an answer to the next head, in seconds.
    let idleSeconds: Int64

    /// What a slow line can send in time, in bytes; a body that only drips gets no further.
    static let bodyPiece = 16_384

    private var state = State.opened
    /// Bytes of the piece that is arriving.
    private var arrived = 0
    /// Answers that are whole before their request was.
    private var isAnswered = false

    init(headSeconds: Int64 = 20, bodySeconds: Int64 = 60, idleSeconds: Int64 = 120) {
        self.headSeconds = headSeconds
        self.bodySeconds = bodySeconds
        self.idleSeconds = idleSeconds
    }

    /// How many seconds the client has from now on; nil when it is not its turn.
    var seconds: Int64? {
        switch state {
        case .opened: headSeconds
        case .reading: bodySeconds
        case .answering: nil
        case .idle: idleSeconds
        }
    }

    /// Takes an event.
    /// - Returns: whether `seconds` begins anew.
    mutating func take(_ event: Event) -> Bool {
        switch event {
        case .head:
            state = .reading
            isAnswered = false
            arrived = 0
        case .body(let bytes):
            arrived += bytes
            // After a refusal nobody waits for the rest.
            guard state == .reading, !isAnswered, arrived >= Self.bodyPiece else { return false }
            arrived = 0
        case .end:
            state = isAnswered ? .idle : .answering
        case .answered:
            // A refusal before the body was read gives nobody more time for the body.
            guard state == .answering else {
                isAnswered = true
                return false
            }
            state = .idle
        }
        return true
    }
}

/// What a person or a test tells a simulated machine while it runs: one line each.
package enum SimulatorInstruction: Sendable, Equatable {
    /// Break something or mend it, in the words of the machine's fault scripts: `fault A1=jam,A2=normal`.
    case fault(String)
    /// Open or close an interlock, such as a door: `door open`, `door close`.
    case interlock(String, isSafe: Bool)
    /// Open the machine and fill a lane: `stock A1 3`.
    case stock(lane: String, count: Int)
    /// Tell how often each motor was turned on: `firings`.
    case firings
    /// Tell what can be said: `help`.
    case help

    /// The longest line that is read, in bytes.
    package static let maximumBytes = 4_096
    /// The most units of one lane.
    package static let maximumStock = 10_000

    /// What `help` answers.
    package static let helpText = """
        fault LANE=FAULT      jam, motorStuck, dropSensorStuck, doubleDrop, empty, dropAfterMotor, slowDrop:400, normal
        fault STATION=FAULT   misread, unreadable, wrongEcho, stuckBusy, lostReply, lateReply:500, powerLoss:100,
                              heartbeatStops, mixed:5 (each of these strikes 5 commands in a hundred), normal
        INTERLOCK open|close  such as: door open
        stock LANE COUNT      fill a lane, as a person who opens the machine does
        firings               how often each motor was turned on, what fell, what is left; what each station marked
        """

    /// Reads a line. Whether the lanes and interlocks exist is for the machine to say.
    /// - Throws: `unknownInstruction`, with what can be said instead.
    package init(_ line: String) throws(SupervisionError) {
        guard line.utf8.count <= Self.maximumBytes else {
            throw SupervisionError(.unknownInstruction, "The line has more than \(Self.maximumBytes) bytes; say less.")
        }
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        switch (words.first, words.count) {
        case ("firings", 1): self = .firings
        case ("help", 1): self = .help
        case ("fault", 2...): self = .fault(words.dropFirst().joined())
        case ("stock", 3):
            guard words[2].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(words[2]),
                count <= Self.maximumStock
            else {
                throw SupervisionError(
                    .unknownInstruction,
                    "“\(words[2].prefix(40))” is no number of units; write 0 to \(Self.maximumStock)."
                )
            }
            self = .stock(lane: words[1], count: count)
        case (let interlock?, 2) where words[1] == "open" || words[1] == "close":
            self = .interlock(interlock, isSafe: words[1] == "close")
        default:
            throw SupervisionError(
                .unknownInstruction,
                "“\(line.prefix(60))” is not understood; “help” lists what can be said."
            )
        }
    }
}

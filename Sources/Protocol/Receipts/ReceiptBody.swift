/// What a receipt says. On the wire it is one member named after the case.
package enum ReceiptBody: Hashable, Sendable, Codable {
    /// A delivery ended.
    case delivery(DeliveryReport)
    /// Every output is at its safe level.
    case outputsSafe(OutputsSafe)
    /// The answer to a ping.
    case pong
    /// The operational key was replaced.
    case keyRotated(KeyRotated)
    /// A command was refused, and nothing was done.
    case refused(Refusal)
    /// A block is in keeping.
    case blockGranted(SerialBlockGranted)
    /// A block is closed.
    case blockReturned(SerialBlockReturned)
    /// A serial reached its end at the machine.
    case stamp(StampReport)
    /// A run has another state, or was asked for.
    case run(RunReport)

    /// Outputs were set safe on command.
    package struct OutputsSafe: Hashable, Sendable, Codable {
        /// The command whose delivery was stopped, if one ran.
        package var stopped: String?

        /// Makes the body.
        package init(stopped: String?) { self.stopped = stopped }
    }

    /// The operational key was replaced.
    package struct KeyRotated: Hashable, Sendable, Codable {
        /// The new key's fingerprint. It signed this receipt, and every one after it.
        package var key: String

        /// Makes the body.
        package init(key: String) { self.key = key }
    }

    /// Why a command was refused.
    package struct Refusal: Hashable, Sendable, Codable {
        /// The reason.
        package var code: WireCode
        /// In words.
        package var detail: String
        /// SHA-256 of the refused envelope, 64 hex digits.
        package var envelope: String

        /// Makes the body.
        package init(code: WireCode, detail: String, envelope: String) {
            self.code = code
            self.detail = detail
            self.envelope = envelope
        }
    }

    /// The member's name.
    package enum Kind: String, CodingKey, CaseIterable, Sendable {
        case delivery, outputsSafe, pong, keyRotated, refused, blockGranted, blockReturned, stamp, run
    }

    private struct Empty: Codable {}

    /// The member's name of this body.
    package var kind: Kind {
        switch self {
        case .delivery: .delivery
        case .outputsSafe: .outputsSafe
        case .pong: .pong
        case .keyRotated: .keyRotated
        case .refused: .refused
        case .blockGranted: .blockGranted
        case .blockReturned: .blockReturned
        case .stamp: .stamp
        case .run: .run
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        guard container.allKeys.count == 1, let kind = container.allKeys.first else {
            throw ProtocolError(.malformed, "A receipt carries exactly one body, not \(container.allKeys.count).")
        }
        switch kind {
        case .delivery: self = .delivery(try container.decode(DeliveryReport.self, forKey: .delivery))
        case .outputsSafe: self = .outputsSafe(try container.decode(OutputsSafe.self, forKey: .outputsSafe))
        case .pong:
            _ = try container.decode(Empty.self, forKey: .pong)
            self = .pong
        case .keyRotated: self = .keyRotated(try container.decode(KeyRotated.self, forKey: .keyRotated))
        case .refused: self = .refused(try container.decode(Refusal.self, forKey: .refused))
        case .blockGranted: self = .blockGranted(try container.decode(SerialBlockGranted.self, forKey: .blockGranted))
        case .blockReturned:
            self = .blockReturned(try container.decode(SerialBlockReturned.self, forKey: .blockReturned))
        case .stamp: self = .stamp(try container.decode(StampReport.self, forKey: .stamp))
        case .run: self = .run(try container.decode(RunReport.self, forKey: .run))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        switch self {
        case .delivery(let report): try container.encode(report, forKey: .delivery)
        case .outputsSafe(let body): try container.encode(body, forKey: .outputsSafe)
        case .pong: try container.encode(Empty(), forKey: .pong)
        case .keyRotated(let body): try container.encode(body, forKey: .keyRotated)
        case .refused(let refusal): try container.encode(refusal, forKey: .refused)
        case .blockGranted(let body): try container.encode(body, forKey: .blockGranted)
        case .blockReturned(let body): try container.encode(body, forKey: .blockReturned)
        case .stamp(let report): try container.encode(report, forKey: .stamp)
        case .run(let report): try container.encode(report, forKey: .run)
        }
    }
}

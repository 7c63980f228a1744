/// What a command asks for. On the wire it is one member named after the case.
package enum CommandBody: Hashable, Sendable, Codable {
    /// Deliver one product.
    case deliver(Deliver)
    /// Stop what moves and set every output to its safe level.
    case setOutputsSafe
    /// Answer.
    case ping
    /// Replace the operational key.
    case rotateKey
    /// Take serials into keeping.
    case grantBlock(SerialBlockGrant)
    /// Close a block.
    case returnBlock(SerialBlockReturn)
    /// Start a run.
    case startRun(RunStart)
    /// Interrupt, resume or abort a run.
    case controlRun(RunControl)

    /// One delivery from one lane, for one sale.
    package struct Deliver: Hashable, Sendable, Codable {
        /// The lane of the machine's profile.
        package var lane: String
        /// The sale that paid for it.
        package var sale: String

        /// Makes the body.
        package init(lane: String, sale: String) {
            self.lane = lane
            self.sale = sale
        }
    }

    /// The member's name.
    package enum Kind: String, CodingKey, CaseIterable, Sendable {
        case deliver, setOutputsSafe, ping, rotateKey, grantBlock, returnBlock, startRun, controlRun
    }

    private struct Empty: Codable {}

    /// The member's name of this body.
    package var kind: Kind {
        switch self {
        case .deliver: .deliver
        case .setOutputsSafe: .setOutputsSafe
        case .ping: .ping
        case .rotateKey: .rotateKey
        case .grantBlock: .grantBlock
        case .returnBlock: .returnBlock
        case .startRun: .startRun
        case .controlRun: .controlRun
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        guard container.allKeys.count == 1, let kind = container.allKeys.first else {
            throw ProtocolError(.malformed, "A command carries exactly one body, not \(container.allKeys.count).")
        }
        switch kind {
        case .deliver: self = .deliver(try container.decode(Deliver.self, forKey: .deliver))
        case .setOutputsSafe:
            _ = try container.decode(Empty.self, forKey: .setOutputsSafe)
            self = .setOutputsSafe
        case .ping:
            _ = try container.decode(Empty.self, forKey: .ping)
            self = .ping
        case .rotateKey:
            _ = try container.decode(Empty.self, forKey: .rotateKey)
            self = .rotateKey
        case .grantBlock: self = .grantBlock(try container.decode(SerialBlockGrant.self, forKey: .grantBlock))
        case .returnBlock: self = .returnBlock(try container.decode(SerialBlockReturn.self, forKey: .returnBlock))
        case .startRun: self = .startRun(try container.decode(RunStart.self, forKey: .startRun))
        case .controlRun: self = .controlRun(try container.decode(RunControl.self, forKey: .controlRun))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        switch self {
        case .deliver(let deliver): try container.encode(deliver, forKey: .deliver)
        case .setOutputsSafe: try container.encode(Empty(), forKey: .setOutputsSafe)
        case .ping: try container.encode(Empty(), forKey: .ping)
        case .rotateKey: try container.encode(Empty(), forKey: .rotateKey)
        case .grantBlock(let grant): try container.encode(grant, forKey: .grantBlock)
        case .returnBlock(let block): try container.encode(block, forKey: .returnBlock)
        case .startRun(let start): try container.encode(start, forKey: .startRun)
        case .controlRun(let control): try container.encode(control, forKey: .controlRun)
        }
    }
}

@testable import Coordinator

/// Walks every path a sale can take in a small world: the price is 10, the payments and what a rail may say are given.
struct SaleExplorer {
    /// A small world.
    struct World: Sendable, CustomStringConvertible {
        let description: String
        let payments: [(reference: String, amountMinor: Int64)]
        let words: [(state: PaymentSighting.State, confirmations: Int64)]
        /// Whether the documented table is printed from it.
        var isInTable = false
    }

    /// One step of a path.
    struct Step {
        let from: SaleState
        let event: SaleEvent
        let effects: [SaleEffect]
        let to: SaleState
        let books: SaleBooks
        /// The node `from` is of.
        let index: Int
    }

    /// One state, with the shortest path to it.
    struct Node {
        let state: SaleState
        let books: SaleBooks
        let parent: Int?
        let event: SaleEvent?
        let postings: [SalePosting]
    }

    private(set) var nodes: [Node] = []
    private(set) var next: [[Int]] = []
    private var indexes: [SaleState: Int] = [:]

    static let single = [
        World(description: "one exact payment, every word", payments: [("A", 10)], words: everyWord),
        World(description: "one too large payment, every word", payments: [("A", 15)], words: everyWord),
        World(description: "one too small payment, every word", payments: [("A", 6)], words: everyWord),
    ]

    static let worlds =
        single + [
            World(
                description: "two parts on a chain",
                payments: [("A", 6), ("B", 4)],
                words: chainWords,
                isInTable: true
            ),
            World(
                description: "two payments on a chain, too much together",
                payments: [("A", 10), ("B", 3)],
                words: chainWords
            ),
            World(description: "two parts that can be held", payments: [("A", 6), ("B", 6)], words: holdWords),
            World(description: "two holds, one is enough", payments: [("A", 12), ("B", 10)], words: bareHoldWords),
            World(description: "held and not held", payments: [("A", 6), ("B", 4)], words: mixedWords),
        ]

    private static let everyWord: [(state: PaymentSighting.State, confirmations: Int64)] = [
        (.pending, 0), (.confirmed, 1), (.confirmed, 2), (.held, 0), (.released, 0), (.replaced, 0), (.removed, 0),
    ]
    private static let chainWords: [(state: PaymentSighting.State, confirmations: Int64)] = [
        (.pending, 0), (.confirmed, 2), (.removed, 0),
    ]
    private static let holdWords: [(state: PaymentSighting.State, confirmations: Int64)] = [
        (.held, 0), (.released, 0), (.confirmed, 2),
    ]
    private static let bareHoldWords: [(state: PaymentSighting.State, confirmations: Int64)] = [
        (.held, 0), (.released, 0),
    ]
    private static let mixedWords: [(state: PaymentSighting.State, confirmations: Int64)] = [
        (.held, 0), (.confirmed, 2), (.removed, 0),
    ]

    /// Walks a world; `visit` sees every step from every state.
    init(_ world: World, visit: (Step, SaleExplorer) -> Void = { _, _ in }) {
        let start = SaleMachine.open(terms: SaleScript.terms()).machine.state
        _ = index(start, SaleBooks(), parent: nil, event: nil, postings: [])
        var current = 0
        while current < nodes.count {
            let node = nodes[current]
            for event in Self.events(node.state, world) {
                var machine = SaleMachine(state: node.state)
                let effects = machine.handle(event, now: 500)
                var books = node.books
                books.apply(effects)
                visit(
                    Step(
                        from: node.state,
                        event: event,
                        effects: effects,
                        to: machine.state,
                        books: books,
                        index: current
                    ),
                    self
                )
                let postings = effects.compactMap { if case .post(let posting) = $0 { posting } else { nil } }
                next[current].append(index(machine.state, books, parent: current, event: event, postings: postings))
            }
            current += 1
        }
    }

    /// The nodes of the shortest path to a state, from the start.
    func path(to index: Int) -> [Node] {
        var path: [Node] = []
        var current: Int? = index
        while let here = current {
            path.append(nodes[here])
            current = nodes[here].parent
        }
        return path.reversed()
    }

    private mutating func index(
        _ state: SaleState,
        _ books: SaleBooks,
        parent: Int?,
        event: SaleEvent?,
        postings: [SalePosting]
    ) -> Int {
        // Counters that only make ids distinct would make the world endless.
        var key = state
        key.transferCount = 0
        for index in key.matcher.payments.indices {
            key.matcher.payments[index].sequence = 0
            key.matcher.payments[index].cycle = 0
        }
        if let known = indexes[key] { return known }
        indexes[key] = nodes.count
        nodes.append(Node(state: state, books: books, parent: parent, event: event, postings: postings))
        next.append([])
        return nodes.count - 1
    }

    /// Everything that can happen next.
    static func events(_ state: SaleState, _ world: World) -> [SaleEvent] {
        var events: [SaleEvent] = [
            .quoteExpired, .confirmationDeadline, .holdDeadline, .commandAccepted, .deliveryOverdue, .machineLost,
            .resolve(.delivered), .resolve(.notDelivered), .refundPaid(amountMinor: max(1, state.refundDueMinor)),
            .refundCredited, .writeOff,
        ]
        events += SaleEvent.Outcome.allCases.map { .receipt($0) }
        for payment in world.payments {
            let known = state.payments.first { $0.reference == payment.reference }
            for word in world.words {
                for seenAt in known == nil ? [0, SaleScript.expiresAt] : [0] {
                    events.append(
                        .sighting(
                            PaymentSighting(
                                reference: payment.reference,
                                amountMinor: payment.amountMinor,
                                state: word.state,
                                confirmations: word.confirmations,
                                sequence: (known?.sequence ?? 0) + 1,
                                seenAt: seenAt
                            )
                        )
                    )
                }
            }
        }
        return events
    }
}

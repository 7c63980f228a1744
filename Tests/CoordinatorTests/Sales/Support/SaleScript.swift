import Coordinator

/// Events in a few letters, so that a case is one row. `A:6p` is payment A of 6, pending; `c` confirmed deep enough,
/// `c1` once, `h` held, `l` released, `r` replaced, `x` removed; a `!` at the end says that it was first seen too late.
struct SaleScript {
    static let expiresAt: Int64 = 100
    static let confirmationDeadlineAt: Int64 = 200

    static func terms(price: Int64 = 10) -> SaleTerms {
        SaleTerms(
            priceMinor: price,
            expiresAt: expiresAt,
            confirmationDeadlineAt: confirmationDeadlineAt,
            policy: ConfirmationPolicy(thresholds: [], beyond: 2)
        )
    }

    private(set) var machine: SaleMachine
    private(set) var books = SaleBooks()
    private(set) var effects: [SaleEffect]
    private(set) var postings: [[SalePosting]] = []
    private var sequence: Int64 = 0

    init(price: Int64 = 10) {
        let (machine, effects) = SaleMachine.open(terms: Self.terms(price: price))
        self.machine = machine
        self.effects = effects
    }

    /// Runs words separated by spaces; returns the first word that means nothing.
    mutating func run(_ words: String) -> String? {
        for word in words.split(separator: " ").map(String.init) {
            guard let event = event(word) else { return word }
            let now: Int64 = word.hasSuffix("?") ? 99 : 500
            let new = machine.handle(event, now: now)
            effects += new
            books.apply(new)
            postings.append(new.compactMap { if case .post(let posting) = $0 { posting } else { nil } })
        }
        return nil
    }

    var alarms: [SaleAlarm] { effects.compactMap { if case .alarm(let alarm) = $0 { alarm } else { nil } } }
    var ignored: [IgnoredReason] { effects.compactMap { if case .ignored(let reason) = $0 { reason } else { nil } } }

    func count(_ effect: SaleEffect) -> Int { effects.filter { $0 == effect }.count }

    private mutating func event(_ word: String) -> SaleEvent? {
        switch word {
        case "quoteEnds", "quoteEnds?": .quoteExpired
        case "waitEnds", "waitEnds?": .confirmationDeadline
        case "holdEnds": .holdDeadline
        case "accepted": .commandAccepted
        case "overdue": .deliveryOverdue
        case "finished": .receipt(.finished)
        case "failed": .receipt(.failed)
        case "cannotStart": .receipt(.cannotStart)
        case "expired": .receipt(.expired)
        case "inDoubt": .receipt(.inDoubt)
        case "machineLost": .machineLost
        case "resolve+": .resolve(.delivered)
        case "resolve-": .resolve(.notDelivered)
        case "credit": .refundCredited
        case "writeOff": .writeOff
        case "refund": .refundPaid(amountMinor: machine.state.refundDueMinor)
        case let word where word.hasPrefix("refund"): Int64(word.dropFirst(6)).map { .refundPaid(amountMinor: $0) }
        default: sighting(word).map { .sighting($0) }
        }
    }

    /// `A:6p`, with `=` before the letters to repeat the last sequence and `<` to send an older one.
    private mutating func sighting(_ word: String) -> PaymentSighting? {
        let isLate = word.hasSuffix("!")
        let parts = (isLate ? String(word.dropLast()) : word).split(separator: ":")
        guard parts.count == 2 else { return nil }
        let digits = parts[1].prefix { $0.isNumber || $0 == "-" }
        let letters = String(parts[1].dropFirst(digits.count))
        let states: [Character: PaymentSighting.State] = [
            "p": .pending, "c": .confirmed, "h": .held, "l": .released, "r": .replaced, "x": .removed,
        ]
        let step: Int64 = letters.hasPrefix("=") ? 0 : letters.hasPrefix("<") ? -1 : 1
        let body = letters.drop { $0 == "=" || $0 == "<" }
        guard let amount = Int64(digits), let letter = body.first, let state = states[letter] else { return nil }
        let depth = Int64(body.dropFirst()) ?? (state == .confirmed ? 2 : 0)
        if step > 0 { sequence += 1 }
        return PaymentSighting(
            reference: String(parts[0]),
            amountMinor: amount,
            state: state,
            confirmations: depth,
            sequence: step < 0 ? sequence - 1 : sequence,
            seenAt: isLate ? Self.expiresAt : 0
        )
    }
}

/// The form of an application identifier's value, and what may stand beside it.
final class IdentifierRule: Sendable {
    /// A part of the value.
    struct Part: Sendable {
        let set: EncodableCharacters
        let minimum: Int
        let maximum: Int
        let isOptional: Bool
        let check: Check
    }

    /// What else a part must be.
    enum Check: String, Sendable {
        case none, check, pair, prefix, day, day0, longday, time, hour, sixty, bit, minus, set64, positive, zero, piece
        case noleadingzero
    }

    /// An identifier of `n`s and digits: `31nn`.
    struct Pattern: Sendable {
        private let first: UInt16
        private let last: UInt16

        init?(_ text: Substring) {
            guard let first = UInt16(text.map { $0 == "n" ? "0" : $0 }.map(String.init).joined()),
                let last = UInt16(text.map { $0 == "n" ? "9" : $0 }.map(String.init).joined())
            else { return nil }
            (self.first, self.last) = (first, last)
        }

        func matches(_ identifier: ApplicationIdentifier) -> Bool { (first...last).contains(identifier.code) }
    }

    let parts: [Part]
    /// Whether no separator follows the value in an element string.
    let isFixed: Bool
    /// Whether it may stand in the query of a link.
    let isAttribute: Bool
    /// Of each list one group must stand beside it.
    let needs: [[[Pattern]]]
    /// None of these may stand beside it.
    let excludes: [Pattern]

    /// Place of a code's rule in `all`; 0 for codes that are not assigned.
    static let indexByCode: [UInt8] = table.index
    /// The rules, one for each line of the table; the first stands for codes that are not assigned.
    static let all: [IdentifierRule] = table.rules

    private static let table: (rules: [IdentifierRule], index: [UInt8]) = {
        guard let none = IdentifierRule([]) else { preconditionFailure("a rule may be empty") }
        var rules = [none]
        var index = [UInt8](repeating: 0, count: 10_000)
        for line in IdentifierTable.lines {
            let words = line.split(separator: " ")
            let codes = words[0].split(separator: "-").compactMap { Int($0) }
            guard let first = codes.first, let last = codes.last, let rule = IdentifierRule(words.dropFirst()) else {
                preconditionFailure("every line of the table of identifiers can be read: \(line)")
            }
            for code in first...last { index[code] = UInt8(rules.count) }
            rules.append(rule)
        }
        return (rules, index)
    }()

    private init?(_ words: ArraySlice<Substring>) {
        var parts: [Part] = []
        var needs: [[[Pattern]]] = []
        var excludes: [Pattern] = []
        for word in words where word != "fixed" && word != "query" {
            if word.hasPrefix("needs=") {
                needs.append(
                    word.dropFirst(6).split(separator: ",").map { $0.split(separator: "+").compactMap(Pattern.init) }
                )
            } else if word.hasPrefix("not=") {
                excludes += word.dropFirst(4).split(separator: ",").compactMap(Pattern.init)
            } else if let part = Part(word) {
                parts.append(part)
            } else {
                return nil
            }
        }
        self.parts = parts
        self.needs = needs
        self.excludes = excludes
        isFixed = words.contains("fixed")
        isAttribute = words.contains("query")
    }
}

extension IdentifierRule.Part {
    /// Reads `N14:check` or `[X..17]`.
    fileprivate init?(_ word: Substring) {
        isOptional = word.hasPrefix("[")
        let halves = word.filter { $0 != "[" && $0 != "]" }.split(separator: ":")
        guard let form = halves.first, let letter = form.first else { return nil }
        switch letter {
        case "N": set = .digits
        case "X": set = .set82
        case "Y": set = .set39
        case "Z": set = .set64
        default: return nil
        }
        guard let maximum = Int(form.drop { !$0.isNumber }) else { return nil }
        self.maximum = maximum
        minimum = form.contains("..") ? 1 : maximum
        guard
            let check = halves.count > 1 ? IdentifierRule.Check(rawValue: String(halves[1])) : IdentifierRule.Check.none
        else { return nil }
        self.check = check
    }
}

/// Reads one mapping key by key. Whatever is asked for is known; `finish()` reports the keys nobody asked for.
struct MappingReader {
    let entries: [YAMLEntry]
    /// Where the mapping begins: where a missing key is reported.
    let position: Position
    /// What the mapping describes, for messages: “lane A1”.
    var subject: String
    let faults: FaultCollector
    private var known: [String] = []

    /// A reader, or nil with a fault when the value is not a mapping.
    init?(_ value: YAMLValue, _ subject: String, _ faults: FaultCollector) {
        guard case .mapping(let entries) = value.content else {
            faults.add(
                .wrongType,
                at: value.position,
                "\(subject) should be a mapping, but is \(value.kind)",
                fix: "write “key: value” lines below it"
            )
            return nil
        }
        self.entries = entries
        self.position = value.position
        self.subject = subject
        self.faults = faults
    }

    /// The value of a key; nil when it is not there, with a fault if it is required.
    mutating func value(_ key: String, required: FaultCode?, example: String) -> YAMLValue? {
        known.append(key)
        if let entry = entries.first(where: { $0.key == key }) { return entry.value }
        if let code = required {
            faults.add(code, at: position, "\(subject) has no \(key)", fix: "add “\(key): \(example)”")
        }
        return nil
    }

    /// A text.
    mutating func text(_ key: String, required: FaultCode? = nil, example: String) -> Located<String>? {
        guard let value = value(key, required: required, example: example) else { return nil }
        guard case .scalar(let text, _) = value.content, value.kind != "nothing" else {
            wrongType(key, value, wanted: "a text", example: example)
            return nil
        }
        return Located(value: text, position: value.position)
    }

    /// A whole number.
    mutating func integer(_ key: String, required: FaultCode? = nil, example: String) -> Located<Int>? {
        guard let value = value(key, required: required, example: example) else { return nil }
        guard case .scalar(let text, plain: true) = value.content, let number = Int(text) else {
            wrongType(key, value, wanted: "a whole number", example: example)
            return nil
        }
        return Located(value: number, position: value.position)
    }

    /// `true` or `false`.
    mutating func boolean(_ key: String, required: FaultCode? = nil, example: String) -> Located<Bool>? {
        guard let value = value(key, required: required, example: example) else { return nil }
        guard case .scalar(let text, plain: true) = value.content, let fact = Bool(text) else {
            wrongType(key, value, wanted: "true or false", example: example)
            return nil
        }
        return Located(value: fact, position: value.position)
    }

    /// One of a few words.
    mutating func word<Choice: RawRepresentable & CaseIterable>(
        _ key: String,
        of: Choice.Type,
        required: FaultCode? = nil,
        example: String
    ) -> Located<Choice>? where Choice.RawValue == String {
        guard let text = text(key, required: required, example: example) else { return nil }
        if let choice = Choice(rawValue: text.value) { return Located(value: choice, position: text.position) }
        let words = Choice.allCases.map(\.rawValue)
        let nearest = Spelling.nearest(to: text.value, among: words).map { "write \($0)" }
        faults.add(
            .badValue,
            at: text.position,
            "\(key) of \(subject) is “\(text.value.prefix(40))”, which is none of \(words.joined(separator: ", "))",
            fix: nearest ?? "write one of them, such as “\(key): \(example)”"
        )
        return nil
    }

    /// A time in microseconds.
    mutating func microseconds(_ key: String, required: FaultCode? = nil, example: String) -> Located<Int>? {
        guard let text = text(key, required: required, example: example) else { return nil }
        guard let time = TimeText.microseconds(text.value) else {
            faults.add(
                .badDuration,
                at: text.position,
                "\(key) of \(subject): \(TimeText.fault(of: text.value))",
                fix: "write a whole number and us, ms, s or min, such as “\(key): \(example)”"
            )
            return nil
        }
        return Located(value: time, position: text.position)
    }

    /// A time in whole milliseconds within a range.
    mutating func milliseconds(
        _ key: String,
        in range: ClosedRange<Int>,
        required: FaultCode? = nil,
        example: String
    ) -> Located<Int>? {
        guard let time = microseconds(key, required: required, example: example) else { return nil }
        guard time.value % 1_000 == 0, range.contains(time.value / 1_000) else {
            faults.add(
                .outOfRange,
                at: time.position,
                "\(key) of \(subject) must be \(range.lowerBound) to \(range.upperBound) whole milliseconds",
                fix: "write a time in that range, such as “\(key): \(example)”"
            )
            return nil
        }
        return Located(value: time.value / 1_000, position: time.position)
    }

    /// A list.
    mutating func list(_ key: String, required: FaultCode? = nil, example: String) -> [YAMLValue]? {
        guard let value = value(key, required: required, example: example) else { return nil }
        guard case .sequence(let items) = value.content else {
            wrongType(key, value, wanted: "a list", example: example)
            return nil
        }
        return items
    }

    /// Where each key's value is written.
    var keyPositions: [String: Position] {
        Dictionary(entries.map { ($0.key, $0.value.position) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reports the keys nobody asked for.
    func finish() {
        for entry in entries where !known.contains(entry.key) {
            let nearest = Spelling.nearest(to: entry.key, among: known)
            faults.add(
                .unknownKey,
                at: entry.position,
                "\(subject) has no key “\(entry.key.prefix(40))”",
                fix: nearest.map { "did you mean “\($0)”?" }
                    ?? "remove it; there are \(known.joined(separator: ", "))"
            )
        }
    }

    private func wrongType(_ key: String, _ value: YAMLValue, wanted: String, example: String) {
        faults.add(
            .wrongType,
            at: value.position,
            "\(key) of \(subject) should be \(wanted), but is \(value.kind)",
            fix: "write “\(key): \(example)”"
        )
    }
}

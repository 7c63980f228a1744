import Machine

extension Board {
    /// Reads a board file; nil when it has faults.
    static func read(_ text: String, _ faults: FaultCollector) -> Board? {
        guard let root = YAMLReader.read(text, faults), var reader = MappingReader(root, "the board", faults) else {
            return nil
        }
        let name = reader.text("board", required: .missingKey, example: "raspberry-pi-4")
        let chip = reader.text("chip", required: .missingKey, example: "pinctrl-bcm2711")
        let watchdog = reader.milliseconds(
            "watchdogMaximum",
            in: 1...Lane.maximumTimeMilliseconds,
            example: "15s"
        )
        _ = reader.value("notes", required: nil, example: "- what to know")
        let lines = readLines(&reader, faults)
        reader.finish()
        guard let name, let chip, !faults.hasErrors else { return nil }
        return Board(
            name: name.value,
            chip: chip.value,
            watchdogMaximumMilliseconds: watchdog?.value,
            lines: lines
        )
    }

    /// The lines by name, or nil for `lines: any`.
    private static func readLines(_ reader: inout MappingReader, _ faults: FaultCollector) -> [String: Line]? {
        guard let value = reader.value("lines", required: .missingKey, example: "any") else { return nil }
        switch value.content {
        case .scalar("any", _):
            return nil
        case .sequence(let items):
            var lines: [String: Line] = [:]
            for item in items {
                guard let (name, line) = readLine(item, faults) else { continue }
                if lines.updateValue(line, forKey: name) != nil {
                    faults.add(.twoOwners, at: item.position, "line \(name) is listed twice", fix: "keep one of them")
                }
            }
            return lines
        case .scalar, .mapping:
            faults.add(
                .wrongType,
                at: value.position,
                "lines of the board should be a list or “any”, but is \(value.kind)",
                fix: "write “- {name: GPIO5, resetPull: up}” lines below it"
            )
            return nil
        }
    }

    private static func readLine(_ item: YAMLValue, _ faults: FaultCollector) -> (String, Line)? {
        guard var reader = MappingReader(item, "a line", faults) else { return nil }
        let name = reader.text("name", required: .missingKey, example: "GPIO5")
        let direction = reader.word("direction", of: Direction.self, example: "both")?.value ?? .both
        let pull = reader.word("resetPull", of: ResetPull.self, example: "down")?.value ?? .none
        _ = reader.text("note", example: "what to know")
        reader.finish()
        return name.map { ($0.value, Line(direction: direction, resetPull: pull)) }
    }
}

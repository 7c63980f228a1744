import GPIO

extension DraftChecks {
    /// All lines in the order of the profile.
    private var lines: [Draft.Line] {
        draft.lanes.flatMap { [$0.motor, $0.home, $0.drop].compactMap { $0 } } + draft.interlocks.compactMap(\.input)
    }

    func checkLines() {
        var owners: [String: Draft.Line] = [:]
        for line in lines {
            checkBoard(line)
            if case .output(let pull) = line.use {
                checkPull(line, pull)
            }
            if let first = owners[line.name.value] {
                checkOwners(first, line)
            } else {
                owners[line.name.value] = line
            }
        }
        for lane in draft.lanes {
            guard case .input(_, let debounce?, _) = lane.drop?.use, debounce.value > 0 else { continue }
            faults.add(
                .dropDebounced,
                at: debounce.position,
                "the drop sensor of \(lane.subject) is debounced",
                fix: "remove debounce, unless the sensor is a flap that goods hold open for longer than that"
            )
        }
        if owners.count > LineConfiguration.maximumLines, let last = lines.last {
            faults.add(
                .outOfRange,
                at: last.name.position,
                "the profile uses \(owners.count) lines; one board serves \(LineConfiguration.maximumLines)",
                fix: "split the machine over two boards"
            )
        }
    }

    private func checkOwners(_ first: Draft.Line, _ second: Draft.Line) {
        let name = second.name.value
        switch (first.use, second.use) {
        case (.input(let bias, let debounce, true), .input(let otherBias, let otherDebounce, true)):
            let alike =
                first.activeLow == second.activeLow && bias?.value == otherBias?.value
                && debounce?.value == otherDebounce?.value
            if alike { return }
            faults.add(
                .twoOwners,
                at: second.name.position,
                "\(name) is shared by the \(first.owner) and the \(second.owner) with different settings",
                fix: "give all uses the same activeLow, bias and debounce, best in laneDefaults"
            )
        case (.output, .input), (.input, .output):
            let (output, input) = if case .output = first.use { (first, second) } else { (second, first) }
            faults.add(
                .inputUsedAsOutput,
                at: second.name.position,
                "\(name) is the \(input.owner) and the \(output.owner): driving it would short the sensor",
                fix: "move one of them to a free line"
            )
        default:
            faults.add(
                .twoOwners,
                at: second.name.position,
                "\(name) is already the \(first.owner) (line \(first.name.position.line)) and now the \(second.owner)",
                fix: "move one of them to a free line; only drop sensors can be “shared: true”, each one of them"
            )
        }
    }

    private func checkBoard(_ line: Draft.Line) {
        guard let board else { return }
        let name = line.name.value
        guard (1...LineName.maximumBytes).contains(name.utf8.count) else {
            faults.add(
                .unknownLine,
                at: line.name.position,
                "“\(name.prefix(40))” cannot be a line: names have 1 to \(LineName.maximumBytes) bytes",
                fix: "write the name gpioinfo shows"
            )
            return
        }
        guard let known = board.lines else { return }
        guard let found = known[name] else {
            let nearest = Spelling.nearest(to: name, among: known.keys.sorted())
            faults.add(
                .unknownLine,
                at: line.name.position,
                "\(board.name) has no line “\(name)” for the \(line.owner)",
                fix: nearest.map { "did you mean \($0)?" } ?? "write a line of hardware/boards/\(board.name).yaml"
            )
            return
        }
        switch (line.use, found.direction) {
        case (.output, .input):
            faults.add(
                .inputUsedAsOutput,
                at: line.name.position,
                "\(name) of \(board.name) is only an input, but is the \(line.owner)",
                fix: "move the motor to a line that can be driven"
            )
        case (.input, .output):
            faults.add(
                .badValue,
                at: line.name.position,
                "\(name) of \(board.name) is only an output, but is the \(line.owner)",
                fix: "move the sensor to a line that can be read"
            )
        default:
            break
        }
    }

    private func checkPull(_ line: Draft.Line, _ pull: Located<ExternalPull>?) {
        let safe: ExternalPull = line.activeLow ? .up : .down
        guard let pull else {
            let reset = board?.lines?[line.name.value]?.resetPull
            let drives = reset == (line.activeLow ? .down : .up)
            faults.add(
                .missingExternalPull,
                at: line.name.position,
                "nothing but the agent holds the \(line.owner) off"
                    + (drives ? ", and the board pulls \(line.name.value) to on at power-up" : ""),
                fix: "fit a resistor from \(line.name.value) that pulls it \(safe.rawValue) and write “externalPull: "
                    + "\(safe.rawValue)”"
            )
            return
        }
        if pull.value != safe {
            faults.add(
                .externalPullDrivesMotor,
                at: pull.position,
                "the \(line.owner) is on when \(line.name.value) is \(line.activeLow ? "low" : "high"), and the "
                    + "resistor pulls it \(pull.value.rawValue)",
                fix: "pull it \(safe.rawValue), or check activeLow"
            )
        }
    }
}

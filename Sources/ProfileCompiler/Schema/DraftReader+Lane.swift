import GPIO
import Machine

extension DraftReader {
    /// The keys of a lane whose value is a line: `motor: GPIO16` is short for `motor: {line: GPIO16}`.
    private static let lineKeys = ["motor", "home", "drop"]

    func laneDefaults(_ value: YAMLValue) -> [YAMLEntry]? {
        MappingReader(value, "laneDefaults", faults)?.entries
    }

    func readLane(_ value: YAMLValue, defaults: [YAMLEntry]) -> Draft.Lane? {
        guard let own = MappingReader(value, "a lane", faults) else { return nil }
        let merged = YAMLValue(
            content: .mapping(merge(own.entries, over: defaults)),
            position: value.position
        )
        guard var reader = MappingReader(merged, "a lane", faults) else { return nil }
        let id = identifier(reader.text("id", required: .missingKey, example: "A1"), "id of a lane")
        let subject = id.map { "lane \($0.value)" } ?? "a lane"
        reader.subject = subject
        var lane = Draft.Lane(id: id, position: value.position, subject: subject, hasHome: false)
        if let motor = reader.value("motor", required: .missingKey, example: "GPIO16") {
            lane.motor = readMotor(motor, "motor of \(subject)")
        }
        if let home = reader.value("home", required: nil, example: "GPIO22"), !isNone(home) {
            lane.hasHome = true
            lane.home = readSensor(home, "home switch of \(subject)", shareable: false)
        }
        if let drop = reader.value("drop", required: .missingKey, example: "GPIO5") {
            lane.drop = readSensor(drop, "drop sensor of \(subject)", shareable: true)
        }
        readTimes(&reader, &lane)
        lane.attempts = reader.integer("attempts", example: "1")
        lane.capacity = reader.integer("capacity", required: .missingKey, example: "8")
        lane.stock = reader.integer("stock", example: "8")
        reader.finish()
        return lane
    }

    private func readTimes(_ reader: inout MappingReader, _ lane: inout Draft.Lane) {
        let times = 0...Lane.maximumTimeMilliseconds
        let positive = 1...Lane.maximumTimeMilliseconds
        lane.maxOn = reader.milliseconds("maxOn", in: positive, required: .missingTimeout, example: "4s")
        lane.minimumOff = reader.milliseconds("minimumOff", in: times, example: "500ms")
        lane.homeTimeout = reader.milliseconds(
            "homeTimeout",
            in: positive,
            required: lane.hasHome ? .missingTimeout : nil,
            example: "3500ms"
        )
        lane.pulse = reader.milliseconds(
            "pulse",
            in: positive,
            required: lane.hasHome ? nil : .missingTimeout,
            example: "800ms"
        )
        lane.dropWindow = reader.milliseconds("dropWindow", in: times, required: .missingTimeout, example: "2s")
        lane.hardwareLimit = reader.milliseconds("hardwareLimit", in: positive, example: "3s")
    }

    /// What the lane says, then what it leaves to the defaults; lines are merged key by key.
    private func merge(_ own: [YAMLEntry], over defaults: [YAMLEntry]) -> [YAMLEntry] {
        var entries = own
        for entry in defaults {
            guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
                entries.append(entry)
                continue
            }
            guard Self.lineKeys.contains(entry.key), !isNone(entries[index].value) else { continue }
            guard case .mapping(let more) = entry.value.content else { continue }
            let written = expanded(entries[index].value)
            guard case .mapping(let keys) = written.content else { continue }
            let missing = more.filter { other in !keys.contains { $0.key == other.key } }
            entries[index].value = YAMLValue(content: .mapping(keys + missing), position: written.position)
        }
        return entries
    }

    private func isNone(_ value: YAMLValue) -> Bool {
        if case .scalar("none", _) = value.content { true } else { false }
    }

    private func expanded(_ value: YAMLValue) -> YAMLValue {
        guard case .scalar = value.content else { return value }
        let entry = YAMLEntry(key: "line", position: value.position, value: value)
        return YAMLValue(content: .mapping([entry]), position: value.position)
    }

    private func readMotor(_ value: YAMLValue, _ owner: String) -> Draft.Line? {
        guard var reader = MappingReader(expanded(value), owner, faults) else { return nil }
        let name = reader.text("line", required: .missingKey, example: "GPIO16")
        let activeLow = reader.boolean("activeLow", example: "false")?.value ?? false
        let pull = reader.word("externalPull", of: ExternalPull.self, example: "down")
        reader.finish()
        return name.map { Draft.Line(name: $0, activeLow: activeLow, owner: owner, use: .output(externalPull: pull)) }
    }

    private func readSensor(_ value: YAMLValue, _ owner: String, shareable: Bool) -> Draft.Line? {
        guard var reader = MappingReader(expanded(value), owner, faults) else { return nil }
        let input = readInput(&reader, owner: owner, shareable: shareable)
        reader.finish()
        return input
    }

    /// The keys of an input, out of a mapping that may hold others.
    func readInput(_ reader: inout MappingReader, owner: String, shareable: Bool) -> Draft.Line? {
        let name = reader.text("line", required: .missingKey, example: "GPIO22")
        let activeLow = reader.boolean("activeLow", example: "true")?.value ?? false
        let bias = reader.word("bias", of: LineBias.self, required: .missingKey, example: "pullUp")
        var debounce = reader.microseconds("debounce", example: "10ms")
        if let time = debounce, time.value > Int(InputConfiguration.maximumDebounceMicroseconds) {
            faults.add(.outOfRange, at: time.position, "debounce of \(owner) is over 10 s", fix: "write 5ms to 20ms")
            debounce = nil
        }
        let shared = shareable ? reader.boolean("shared", example: "true")?.value ?? false : false
        return name.map {
            Draft.Line(
                name: $0,
                activeLow: activeLow,
                owner: owner,
                use: .input(bias: bias, debounce: debounce, shared: shared)
            )
        }
    }
}

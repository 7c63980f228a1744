import Machine

/// Reads the document into a draft and reports everything that is wrong with its shape.
struct DraftReader {
    let faults: FaultCollector

    /// The most lanes and interlocks together; a bank of lines ends at 64.
    static let maximumItems = 64

    func read(_ root: YAMLValue) -> Draft? {
        guard var reader = MappingReader(root, "the profile", faults) else { return nil }
        var draft = Draft()
        if let version = reader.integer("profile", required: .missingKey, example: "1"),
            version.value != MachineProfile.currentVersion
        {
            faults.add(
                .unsupportedVersion,
                at: version.position,
                "this is profile format \(version.value); this program reads \(MachineProfile.currentVersion)",
                fix: "write “profile: \(MachineProfile.currentVersion)” and follow docs/profile.md"
            )
        }
        draft.name = identifier(reader.text("name", required: .missingKey, example: "snack-6"), "name of the profile")
        draft.board = reader.text("board", required: .missingKey, example: "raspberry-pi-4")
        readLimits(&reader, &draft)
        let defaults = reader.value("laneDefaults", required: nil, example: "").flatMap(laneDefaults)
        draft.modbus = readModbus(&reader, position: root.position)
        // A machine that only stamps has no lanes.
        let lanes = reader.list("lanes", required: draft.modbus == nil ? .missingKey : nil, example: "[...]")
        // Required, even when empty: a file that was cut off must not compile to a machine without interlocks.
        let interlocks = reader.list("interlocks", required: .missingKey, example: "[]")
        reader.finish()
        if let lanes, lanes.isEmpty, draft.modbus == nil {
            faults.add(
                .missingKey,
                at: reader.position,
                "the profile has no lane",
                fix: "list at least one under lanes, or stations"
            )
        }
        let all = (lanes ?? []) + (interlocks ?? [])
        guard all.count <= Self.maximumItems else {
            faults.add(
                .outOfRange,
                at: all[Self.maximumItems].position,
                "there are \(all.count) lanes and interlocks; the most is \(Self.maximumItems)",
                fix: "split the machine over two boards"
            )
            return nil
        }
        draft.lanes = (lanes ?? []).compactMap { readLane($0, defaults: defaults ?? []) }
        draft.interlocks = (interlocks ?? []).compactMap { readInterlock($0) }
        return draft
    }

    private func readLimits(_ root: inout MappingReader, _ draft: inout Draft) {
        guard let value = root.value("limits", required: .missingKey, example: "{watchdog: 3s, settle: 200ms}"),
            var reader = MappingReader(value, "limits", faults)
        else { return }
        let longest = Lane.maximumTimeMilliseconds
        draft.watchdog = reader.milliseconds("watchdog", in: 100...longest, required: .missingTimeout, example: "3s")
        draft.settle = reader.milliseconds("settle", in: 0...longest, required: .missingKey, example: "200ms")
        if let motors = reader.integer("concurrentMotors", example: "1"), motors.value != 1 {
            faults.add(
                .outOfRange,
                at: motors.position,
                "concurrentMotors is \(motors.value), but this format drives one motor at a time",
                fix: "write “concurrentMotors: 1”"
            )
        }
        reader.finish()
    }

    private func readInterlock(_ value: YAMLValue) -> Draft.Interlock? {
        guard var reader = MappingReader(value, "an interlock", faults) else { return nil }
        let id = identifier(reader.text("id", required: .missingKey, example: "door"), "id of an interlock")
        let subject = id.map { "interlock \($0.value)" } ?? "an interlock"
        reader.subject = subject
        let kind = reader.word("kind", of: Interlock.Kind.self, required: .missingKey, example: "door")
        let wiring = reader.word("wiring", of: Wiring.self, required: .missingKey, example: "normallyClosed")
        let input = readInput(&reader, owner: subject, shareable: false)
        var blocks: [Located<String>]?
        var blocksPosition = value.position
        if let value = reader.value("blocks", required: .missingKey, example: "all") {
            blocksPosition = value.position
            blocks = readBlocks(value, subject)
        }
        reader.finish()
        return Draft.Interlock(
            id: id,
            position: value.position,
            subject: subject,
            kind: kind?.value,
            input: input,
            wiring: wiring,
            blocks: blocks,
            blocksPosition: blocksPosition
        )
    }

    /// The lanes an interlock names; nil for all of them, and for what cannot be read.
    private func readBlocks(_ value: YAMLValue, _ subject: String) -> [Located<String>]? {
        switch value.content {
        case .scalar("all", _):
            return nil
        case .sequence(let items):
            return items.compactMap { item in
                if case .scalar(let id, _) = item.content { return Located(value: id, position: item.position) }
                faults.add(.wrongType, at: item.position, "a lane id is \(item.kind)", fix: "write “blocks: [A1, A2]”")
                return nil
            }
        case .scalar, .mapping:
            faults.add(
                .wrongType,
                at: value.position,
                "blocks of \(subject) should be “all” or a list of lane ids, but is \(value.kind)",
                fix: "write “blocks: all” or “blocks: [A1, A2]”"
            )
            return nil
        }
    }

    /// An id or a name: what may stand in a file name, a URL and a fault script.
    func identifier(_ text: Located<String>?, _ subject: String) -> Located<String>? {
        guard let text else { return nil }
        let allowed = text.value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard allowed, (1...32).contains(text.value.utf8.count) else {
            faults.add(
                .badValue,
                at: text.position,
                "the \(subject) is “\(text.value.prefix(40))”",
                fix: "use 1 to 32 of the characters a-z, A-Z, 0-9, - and _"
            )
            return nil
        }
        return text
    }
}

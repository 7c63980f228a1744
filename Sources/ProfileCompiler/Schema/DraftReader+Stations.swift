import Machine

extension DraftReader {
    func readStation(
        _ value: YAMLValue,
        _ subject: ModbusProblem.Subject,
        _ draft: inout ModbusDraft
    ) -> Station? {
        guard var reader = MappingReader(value, "a station", faults) else { return nil }
        let id = identifier(reader.text("id", required: .missingKey, example: "S1"), "id of a station")
        reader.subject = id.map { "station \($0.value)" } ?? "a station"
        var keys = reader.keyPositions
        let marker = readMarker(&reader, &keys)
        let readBack = name("readBack", &reader)
        let reject = name("rejectSequence", &reader)
        let state = name("packMLState", &reader)
        let heartbeat = readHeartbeat(&reader, &keys)
        let markTimeout = time("markTimeout", &reader, example: "5s")
        let readTimeout = time("readTimeout", &reader, example: "2s")
        let failures = reader.integer("failuresBeforeHold", required: .missingKey, example: "3")
        let policy = reader.word(
            "afterFailure",
            of: Station.FailurePolicy.self,
            required: .missingKey,
            example: "hold"
        )
        reader.finish()
        draft.positions[subject] = (value.position, keys)
        guard let id, let marker, let readBack, let reject, let state, let heartbeat, let markTimeout,
            let readTimeout, let failures, let policy
        else { return nil }
        return Station(
            id: id.value,
            marker: marker,
            readBack: readBack,
            rejectSequence: reject,
            packMLState: state,
            heartbeat: heartbeat,
            markTimeoutMilliseconds: markTimeout.value,
            readTimeoutMilliseconds: readTimeout.value,
            failuresBeforeHold: failures.value,
            afterFailure: policy.value
        )
    }

    /// The name of a register.
    private func name(_ key: String, _ reader: inout MappingReader) -> String? {
        reader.text(key, required: .missingKey, example: key)?.value
    }

    private func readMarker(_ station: inout MappingReader, _ keys: inout [String: Position]) -> Marker? {
        let example = "{payload: ..., length: ..., crc: ..., ...}"
        guard let value = station.value("marker", required: .missingKey, example: example),
            var reader = MappingReader(value, "marker of \(station.subject)", faults)
        else { return nil }
        keys.merge(reader.keyPositions) { first, _ in first }
        let payload = name("payload", &reader)
        let length = name("length", &reader)
        let crc = name("crc", &reader)
        let command = name("commandSequence", &reader)
        let taken = name("takenSequence", &reader)
        let acknowledged = name("acknowledgedSequence", &reader)
        let bootCount = name("bootCount", &reader)
        let result = name("result", &reader)
        let hash = name("echoedHash", &reader)
        // Required: a PLC that forgets, taken for one that does not, marks twice.
        let retentive = reader.boolean("retentive", required: .missingKey, example: "true")
        reader.finish()
        guard let payload, let length, let crc, let command, let taken, let acknowledged, let bootCount, let result,
            let hash, let retentive
        else { return nil }
        return Marker(
            payload: payload,
            length: length,
            crc: crc,
            commandSequence: command,
            takenSequence: taken,
            acknowledgedSequence: acknowledged,
            bootCount: bootCount,
            result: result,
            echoedHash: hash,
            retentive: retentive.value
        )
    }

    private func readHeartbeat(_ station: inout MappingReader, _ keys: inout [String: Position]) -> Heartbeat? {
        let example = "{ours: ..., theirs: ..., period: 300ms, timeout: 1s}"
        guard let value = station.value("heartbeat", required: .missingKey, example: example),
            var reader = MappingReader(value, "heartbeat of \(station.subject)", faults)
        else { return nil }
        let ours = name("ours", &reader)
        let theirs = name("theirs", &reader)
        let period = time("period", &reader, example: "300ms")
        let timeout = time("timeout", &reader, example: "1s")
        reader.finish()
        keys.merge(reader.keyPositions) { first, _ in first }
        keys["ourHeartbeat"] = reader.keyPositions["ours"]
        keys["theirHeartbeat"] = reader.keyPositions["theirs"]
        guard let ours, let theirs, let period, let timeout else { return nil }
        return Heartbeat(
            ours: ours,
            theirs: theirs,
            periodMilliseconds: period.value,
            timeoutMilliseconds: timeout.value
        )
    }
}

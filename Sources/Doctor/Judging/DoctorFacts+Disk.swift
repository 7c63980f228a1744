extension DoctorFacts {
    /// Below it the agent may have no room for the outcome of a command (`JournalConfiguration.reserveBytes`), and
    /// refuses to begin one.
    static let fullBytes: Int64 = 4 << 20
    /// Below it measurements are dropped (`JournalConfiguration.telemetryFreeBytes`), with as much again to warn in time.
    static let lowBytes: Int64 = 64 << 20
    /// A file system that can make fewer files soon makes none.
    static let fewFiles: Int64 = 64
    /// A commit waits for several of these, and a customer for several commits.
    static let slowMicroseconds = 100_000
    /// Of eleven tenths of a life: from here on it is worn; the eleventh means that it is over.
    static let wornTenths = 9

    var diskFindings: [Finding] {
        guard let disk else { return [] }
        if let problem = disk.problem { return [Finding(.diskUnknown, about: disk.path, problem)] }
        var findings: [Finding] = []
        func add(_ code: FindingCode, _ says: String) { findings.append(Finding(code, about: disk.path, says)) }
        if disk.isReadOnly {
            add(.diskReadOnly, "\(disk.path) is on a disk that is mounted for reading only")
        } else if disk.availableBytes < Self.fullBytes {
            add(
                .diskFull,
                "\(Self.size(disk.availableBytes)) of \(Self.size(disk.totalBytes)) are free at \(disk.path)"
            )
        } else if let files = disk.availableFiles, files < Self.fewFiles {
            add(.diskNoFiles, "\(files) more files can be made at \(disk.path)")
        } else if let problem = disk.writeProblem {
            add(.diskUnwritable, problem)
        } else if disk.availableBytes < Self.lowBytes {
            add(.diskLow, "\(Self.size(disk.availableBytes)) of \(Self.size(disk.totalBytes)) are free at \(disk.path)")
        }
        if disk.isVolatile { add(.diskVolatile, "\(disk.path) is in memory") }
        if let time = disk.syncMicroseconds, time > Self.slowMicroseconds {
            add(.diskSlow, "a small write takes \(time / 1_000) ms to be durable")
        }
        if let medium = disk.medium { findings += Self.wear(medium, about: disk.path) }
        if findings.isEmpty {
            let time = disk.syncMicroseconds.map { "; a small write is durable in \(($0 + 500) / 1_000) ms" } ?? ""
            let medium = disk.medium.map { "; \($0.words)" } ?? ""
            add(.diskOK, "\(Self.size(disk.availableBytes)) of \(Self.size(disk.totalBytes)) are free\(time)\(medium)")
        }
        return findings
    }

    private static func wear(_ medium: DiskFacts.Medium, about path: String) -> [Finding] {
        let tenths = medium.lifeTimeTenths ?? 0
        let reserve = medium.reserveState ?? 0
        if tenths > 10 || reserve >= 3 {
            return [Finding(.diskWornOut, about: path, "\(medium.words) is beyond the life it was made for")]
        }
        guard tenths >= wornTenths || reserve == 2 else { return [] }
        return [Finding(.diskWorn, about: path, "\(medium.words) has used up \(tenths) tenths of its life")]
    }

    private static func size(_ bytes: Int64) -> String {
        bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
    }
}

extension DiskFacts.Medium {
    /// For a person: `mmcblk0 (SD, SC32G)`.
    var words: String {
        let parts = [type, model].compactMap { $0 }
        return parts.isEmpty ? device : "\(device) (\(parts.joined(separator: ", ")))"
    }
}

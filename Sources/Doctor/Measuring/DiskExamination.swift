import Glibc
import Platform

/// Looks at the disk of a folder: its room, how long a durable write takes, and what its medium says of its wear.
package struct DiskExamination {
    /// File systems that are gone with the power.
    private static let volatileKinds: Set<String> = ["tmpfs", "ramfs"]
    private static let writes = 5

    private let folder: String
    private let sysfs: String

    /// An examination of the disk that a folder is on.
    /// - Parameter sysfs: where the kernel tells of media; another folder is for tests.
    package init(folder: String, sysfs: String = "/sys") {
        self.folder = folder
        self.sysfs = sysfs
    }

    /// What was found. A small file is written and removed.
    package func run() -> DiskFacts {
        var facts = DiskFacts(path: folder)
        var room = statvfs()
        guard statvfs(folder, &room) == 0 else {
            facts.problem = "\(folder) can't be looked at: \(String(cString: strerror(errno)))"
            return facts
        }
        facts.availableBytes = Int64(clamping: UInt64(room.f_bavail) * UInt64(room.f_frsize))
        facts.totalBytes = Int64(clamping: UInt64(room.f_blocks) * UInt64(room.f_frsize))
        // Some file systems make room for files as they need it, and say that they have none.
        facts.availableFiles = room.f_files == 0 ? nil : Int64(clamping: room.f_favail)
        facts.isReadOnly = room.f_flag & UInt(ST_RDONLY) != 0
        facts.isVolatile = kind().map(Self.volatileKinds.contains) ?? false
        if !facts.isReadOnly { write(&facts) }
        facts.medium = medium()
        return facts
    }

    private func write(_ facts: inout DiskFacts) {
        let path = "\(folder)/doctor.probe-\(getpid())"
        defer { unlink(path) }
        var times: [UInt64] = []
        for _ in 0..<Self.writes {
            let start = MonotonicClock.now()
            let failure = SmallFile.writeNew(path, [UInt8](repeating: 0x2E, count: 4_096))
            guard failure == 0 else {
                facts.writeProblem =
                    "a small file can't be written into \(folder): \(String(cString: strerror(failure)))"
                return
            }
            times.append((MonotonicClock.now() - start) / 1_000)
        }
        facts.syncMicroseconds = Int(times.sorted()[Self.writes / 2])
    }

    /// The kind of the folder's file system, as the kernel's table of mounts has it by the number of its device.
    private func kind() -> String? {
        var status = stat()
        guard stat(folder, &status) == 0, let mounts = SmallFile.text("/proc/self/mountinfo") else { return nil }
        return Self.kind(in: mounts, device: "\(Self.major(status.st_dev)):\(Self.minor(status.st_dev))")
    }

    /// The kind after the lone hyphen of a line whose third field is the device; proc(5), /proc/pid/mountinfo.
    static func kind(in mounts: String, device: String) -> String? {
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == device, let hyphen = fields.firstIndex(of: "-"),
                hyphen + 1 < fields.count
            else { continue }
            return String(fields[hyphen + 1])
        }
        return nil
    }

    /// What the kernel says of the medium below the folder; nil when there is none, as in memory or on a network.
    private func medium() -> DiskFacts.Medium? {
        var status = stat()
        guard stat(folder, &status) == 0 else { return nil }
        return medium(major: Self.major(status.st_dev), minor: Self.minor(status.st_dev))
    }

    /// The medium of a block device.
    package func medium(major: UInt64, minor: UInt64) -> DiskFacts.Medium? {
        guard var path = Self.realPath("\(sysfs)/dev/block/\(major):\(minor)") else { return nil }
        // A partition is a folder in its disk's.
        if access("\(path)/partition", F_OK) == 0 { path = Self.parent(path) }
        func attribute(_ name: String) -> String? {
            SmallFile.text("\(path)/device/\(name)").flatMap { $0.isEmpty ? nil : $0 }
        }
        let wear = attribute("life_time")?.split(separator: " ").compactMap { Self.number($0) } ?? []
        return DiskFacts.Medium(
            device: String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]),
            type: attribute("type"),
            model: attribute("name") ?? attribute("model"),
            lifeTimeTenths: wear.filter { (1...11).contains($0) }.max(),
            reserveState: attribute("pre_eol_info").flatMap { Self.number($0[...]) }.flatMap { $0 == 0 ? nil : $0 }
        )
    }

    private static func number(_ text: Substring) -> Int? {
        text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    private static func parent(_ path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) }

    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// The parts of a device number, as glibc's macros, which Swift does not see, take it apart.
    private static func major(_ device: dev_t) -> UInt64 {
        (UInt64(device) >> 8) & 0xFFF | (UInt64(device) >> 32) & ~0xFFF
    }

    private static func minor(_ device: dev_t) -> UInt64 {
        UInt64(device) & 0xFF | (UInt64(device) >> 12) & ~0xFF & 0xFFFF_FFFF
    }
}

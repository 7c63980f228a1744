import Protocol

/// What a flash will do to a computer, and what keeps it from it. Pure.
struct FlashPlan: Equatable, Sendable {
    /// A file of the new slot.
    struct File: Equatable, Sendable {
        /// Where it lies in the slot.
        var path: String
        var sha256: String
        var bytes: Int64
        var executable: Bool
        /// How much of it is there already.
        var present: Int64

        /// How much of it has to be sent.
        var missing: Int64 { bytes - present }
    }

    /// The files, in the order in which they are sent.
    var files: [File] = []
    /// What keeps it from being done: each says what to do.
    private(set) var problems: [String] = []
    /// How a command ends that stops at the first of them.
    private(set) var end = CommandEnd.data
    /// What the technician should know.
    var warnings: [String] = []
    /// Whether this release with these settings runs there already.
    var isDone = false

    /// What the technician takes upon themself.
    struct Overrides: OptionSet {
        let rawValue: Int
        /// An agent that does not say whether something moves.
        static let silentAgent = Overrides(rawValue: 1)
        /// A release from which the machine can't go back.
        static let oneWay = Overrides(rawValue: 2)
    }

    /// Room that has to stay on the disk.
    private static let reserveBytes: Int64 = 64 * 1024 * 1024
    /// How wrong a clock may be before it is worth a word.
    private static let clockSeconds: Int64 = 60
    private static let oldestSystemd = 247

    /// Plans.
    /// - Parameters:
    ///   - facts: what the computer said.
    ///   - release: what is to run there.
    ///   - settings: the files of `settings`, by path in the slot; those that are not given stay as they are.
    ///   - now: seconds since 1970, by this computer.
    ///   - overrides: what is no obstacle.
    init(
        _ facts: TargetFacts,
        _ release: ReleaseClaims,
        compact: String,
        settings: [String: [UInt8]],
        now: Int64,
        overrides: Overrides
    ) {
        plan(facts, release, Array("\(compact)\n".utf8), settings)
        checkComputer(facts, release)
        // Without it nothing of the installation can be seen.
        if facts.mayBecomeRoot { checkInstallation(facts, release, overrides: overrides) }
        if let clock = facts.number("clock"), abs(clock - now) > Self.clockSeconds {
            warnings.append(
                "its clock is \(abs(clock - now)) s \(clock > now ? "ahead of" : "behind") this computer's; the agent"
                    + " does without, its logs do not"
            )
        }
        if facts.keepsOutputs {
            warnings.append(
                "its kernel keeps outputs as they are when the agent dies: add dtparam=strict_gpiod to"
                    + " /boot/firmware/config.txt and restart it"
            )
        }
    }

    private mutating func problem(_ words: String, _ end: CommandEnd = .data) {
        if problems.isEmpty { self.end = end }
        problems.append(words)
    }

    /// Bytes that have to be sent.
    var missingBytes: Int64 { files.reduce(0) { $0 + $1.missing } }

    private mutating func plan(
        _ facts: TargetFacts,
        _ release: ReleaseClaims,
        _ compact: [UInt8],
        _ settings: [String: [UInt8]]
    ) {
        let there = Set(facts.digests.values)
        func file(_ path: String, _ sha256: String, _ bytes: Int64, _ executable: Bool) -> File {
            let incoming = facts.incoming[sha256]
            // As many bytes or more that are not the right ones are of no use.
            let uploaded = incoming.map { $0.isWhole ? bytes : $0.bytes < bytes ? $0.bytes : 0 } ?? 0
            return File(
                path: path,
                sha256: sha256,
                bytes: bytes,
                executable: executable,
                present: there.contains(sha256) ? bytes : uploaded
            )
        }
        files = release.files.map { file($0.path, $0.sha256, $0.bytes, $0.executable) }
        files.append(file(ReleaseClaims.claimsFile, Fingerprint.sha256(compact), Int64(compact.count), false))
        for (path, bytes) in settings.sorted(by: { $0.key < $1.key }) {
            files.append(file(path, Fingerprint.sha256(bytes), Int64(bytes.count), false))
        }
        // Settings that are not given anew are taken over from the slot that runs.
        for (path, sha256) in facts.digests.sorted(by: { $0.key < $1.key })
        where path.hasPrefix("settings/") && settings[path] == nil {
            files.append(File(path: path, sha256: sha256, bytes: 0, executable: false, present: 0))
        }
        let wanted = Dictionary(files.map { ($0.path, $0.sha256) }) { first, _ in first }
        isDone = wanted == facts.digests && facts.isActive && facts.status != nil
    }

    private mutating func checkComputer(_ facts: TargetFacts, _ release: ReleaseClaims) {
        guard facts.mayBecomeRoot else {
            problem("your account may not use sudo without a password there", .notPermitted)
            return
        }
        if let architecture = facts["architecture"], architecture != release.architecture {
            problem("it is \(architecture), the release is for \(release.architecture): take the other one")
        }
        guard let systemd = facts["systemd"].flatMap({ Int($0) }), systemd >= Self.oldestSystemd else {
            problem("it does not run systemd \(Self.oldestSystemd) or newer; use Debian 12 or 13")
            return
        }
        if let disks = facts.number("disks"), disks != 1 {
            problem("its /opt is on another disk than its /etc, so both can't change together; put /opt back onto it")
        }
        if let lacks = facts["lacks"] { problem("it lacks \(lacks); use Debian 12 or 13") }
        let missing = release.libraries.filter { !facts.libraries.contains($0) }
        if !missing.isEmpty {
            let packages = missing.compactMap(Self.package)
            problem(
                "it lacks \(missing.joined(separator: ", "))"
                    + (packages.isEmpty ? "" : ": sudo apt-get install \(packages.joined(separator: " "))")
            )
        }
        if let free = facts.freeBytes, free < missingBytes + Self.reserveBytes {
            problem(
                "its disk has \(free / 1_048_576) MiB of room,"
                    + " \((missingBytes + Self.reserveBytes) / 1_048_576) are needed",
                .notNow
            )
        }
        if facts["chips"] == "0" { warnings.append("it has no gpiochip, so only stations on Modbus will work") }
    }

    private mutating func checkInstallation(_ facts: TargetFacts, _ release: ReleaseClaims, overrides: Overrides) {
        if let package = facts["package"] {
            problem(
                "its agent comes from the package mintmark-agent \(package): update it with apt, or remove it first:"
                    + " sudo apt-get remove mintmark-agent"
            )
        }
        if facts["flashing"] == "active" || facts["flashing"] == "activating" {
            problem("somebody flashes it right now; wait for the end", .notNow)
        } else if facts["trial"] != nil {
            problem("a release is on trial there and nobody watches it: restart the computer, which ends that")
        }
        if let status = facts.status {
            if !status.busy.isEmpty {
                problem("it works: \(status.busy.joined(separator: ", ")). Wait for the end, or use --wait", .notNow)
            }
            if release.number < status.mark, !release.downgrade {
                problem(
                    "release \(release.number) is older than \(status.mark), the oldest that it still runs; use a newer"
                        + " one, or one that is signed as a downgrade"
                )
            }
        } else if facts.current != nil, facts.isActive, !overrides.contains(.silentAgent) {
            problem(
                "its agent runs but does not say whether something moves; look at it with mintmark logs, then use"
                    + " --even-if-silent"
            )
        }
        checkWayBack(facts, release, overrides)
        let names = Set(files.map(\.path))
        if !names.contains("settings/agent.json") || !names.contains("settings/profile.jws") {
            problem("it has no settings yet: say --name and --profile")
        }
    }

    /// An agent that does not say which schema of the journal it knows is taken for one that knows no more than it
    /// writes.
    private mutating func checkWayBack(_ facts: TargetFacts, _ release: ReleaseClaims, _ overrides: Overrides) {
        guard let known = facts.status?.journalSchema ?? facts.current?.journalReadableFrom,
            release.journalReadableFrom > known
        else { return }
        let words = "what it runs now can't read the journal after \(release.version): there is no way back"
        if overrides.contains(.oneWay) {
            warnings.append(words)
        } else {
            problem("\(words). Stand beside the machine and use --one-way")
        }
    }

    /// Debian's package of a shared library.
    private static func package(_ soname: String) -> String? {
        [
            "libmodbus.so.5": "libmodbus5", "libsqlite3.so.0": "libsqlite3-0", "libstdc++.so.6": "libstdc++6",
            "libz.so.1": "zlib1g",
        ][soname]
    }
}

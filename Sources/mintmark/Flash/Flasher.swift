import Foundation
import Protocol

/// Carries a plan out on one computer, and follows what its own script does there.
struct Flasher: Sendable {
    private static let home = "/opt/mintmark/agent"
    private static let run = "/run/mintmark-flash"
    private static let pieceBytes = 256 * 1024
    /// How long a lost connection is tried again: long enough for a computer to start.
    private static let reconnectSeconds = 120

    let host: RemoteHost
    /// By which the computer knows this flash from another technician's.
    private let mine: String

    init(host: RemoteHost) {
        self.host = host
        var generator = SystemRandomNumberGenerator()
        mine = String(generator.next() as UInt64, radix: 16)
    }

    /// What the computer says of itself.
    func facts() async throws -> TargetFacts {
        TargetFacts(try await host.require(TargetFacts.script, doing: "It can't be looked at"))
    }

    /// A file of the settings of the slot that runs.
    func settingsFile(_ name: String) async throws -> String {
        try await host.require(
            "cat \(Self.home)/current/settings/\(name)",
            root: true,
            doing: "Its settings can't be read"
        )
    }

    /// Sends what is missing, and what the script is to do with it.
    /// - Parameters:
    ///   - source: the bytes of a file of the plan.
    ///   - shown: called with how many bytes were sent so far.
    func upload(
        _ plan: FlashPlan,
        release: ReleaseClaims,
        options: [String: String],
        source: @escaping @Sendable (FlashPlan.File) throws -> [UInt8],
        shown: @escaping @Sendable (Int64) -> Void
    ) async throws {
        let doing = "The release can't be put there"
        try await claim()
        try await step(
            "umask 022; mkdir -p \(Self.home) && mkdir -p -m 700 \(Self.home)/incoming",
            doing: doing
        )
        var sent: Int64 = 0
        for file in plan.files where file.missing > 0 {
            let before = sent
            try await send(file, source, doing: doing) { shown(before + $0) }
            sent += file.missing
        }
        let lines = plan.files.map { "\($0.sha256) \($0.executable ? "755" : "644") \($0.path)" }
        var texts = options
        texts["plan"] = lines.joined(separator: "\n") + "\n"
        texts["about"] = """
            version \(release.version)
            number \(release.number)
            journal \(release.journalReadableFrom)

            """
        // Bytes that the plan does not name any more are of another release.
        let wanted = Set(plan.files.map(\.sha256)).sorted().joined(separator: " ")
        let script = """
            cd \(Self.home)/incoming || exit 1
            rm -f offline force seconds confirm-seconds
            wanted=' \(wanted) '
            for file in *; do case "$wanted" in *" $file "*) ;; *) rm -f "$file" ;; esac; done
            """
        try await step(script, doing: doing)
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            try await write(Array(text.utf8), to: "\(Self.home)/incoming/\(name)", doing: doing)
        }
        guard let slots = plan.files.first(where: { $0.path == ReleaseClaims.slots }) else { return }
        try await write(try source(slots), to: "\(Self.home)/incoming/slots", doing: doing)
    }

    private func write(_ bytes: [UInt8], to path: String, doing: String) async throws {
        try await step("cat >\(path)", doing: doing, input: Self.once(bytes))
    }

    /// Makes this flash the one that may go on, unless the computer is trying a release already.
    func claim() async throws {
        let script = """
            if systemctl -q is-active mintmark-flash; then exit 75; fi
            mkdir -p \(Self.run) && echo \(mine) >\(Self.run)/owner
            """
        try check(await host.run(script, root: true), doing: "The machine can't be flashed")
    }

    /// One step as root, unless another technician has begun meanwhile.
    private func step(
        _ script: String,
        doing: String,
        input: (@Sendable () throws -> [UInt8]?)? = nil
    ) async throws {
        let guarded = "[ \"$(cat \(Self.run)/owner 2>/dev/null)\" = \(mine) ] || exit 75\n\(script)"
        try check(await host.run(guarded, root: true, input: input), doing: doing)
    }

    private func check(_ ending: LocalProcess.Ending, doing: String) throws {
        guard ending.status != CommandEnd.notNow.rawValue else {
            throw CommandError(
                "Somebody else flashes \(host.name) now. Wait for the end, then look: mintmark status \(host.name)",
                status: .notNow
            )
        }
        try host.expectSuccess(ending, doing: doing)
    }

    /// Goes on where an earlier upload of the same bytes ended.
    private func send(
        _ file: FlashPlan.File,
        _ source: @escaping @Sendable (FlashPlan.File) throws -> [UInt8],
        doing: String,
        shown: @escaping @Sendable (Int64) -> Void
    ) async throws {
        let bytes = try source(file)
        let pieces = Pieces(bytes: bytes, from: Int(file.present), piece: Self.pieceBytes, shown: shown)
        let target = "\(Self.home)/incoming/\(file.sha256)"
        let write = file.present > 0 ? ">>" : ">"
        try await step("cat \(write)\(target) && sync \(target)", doing: doing) { pieces.next() }
        let check = "echo '\(file.sha256)  \(target)' | sha256sum --quiet -c - || { rm -f \(target); exit 1; }"
        let ending = try await host.run(check, root: true)
        guard ending.status == 0 else {
            throw CommandError("\(file.path) arrived damaged at \(host.name); try again.", status: .notNow)
        }
    }

    private static func once(_ bytes: [UInt8]) -> @Sendable () -> [UInt8]? {
        let pieces = Pieces(bytes: bytes, from: 0, piece: max(bytes.count, 1), shown: { _ in })
        return { pieces.next() }
    }

    /// Lets the computer do it by itself, so that a lost connection leaves nothing half done.
    /// - Returns: which start of the computer this is.
    func begin(_ word: String, script: String) async throws -> String {
        let command = """
            if systemctl -q is-active mintmark-flash; then exit 75; fi
            rm -f \(Self.run)/log
            systemctl reset-failed mintmark-flash 2>/dev/null
            systemd-run --quiet --unit=mintmark-flash --collect --no-block --setenv=LC_ALL=C /bin/sh \(script) \(word)
            """
        try await step(command, doing: "The machine can't begin")
        return try await look().start
    }

    /// Which start of the computer this is, and what the script logged since.
    private func look() async throws -> (start: String, log: String) {
        let script = "cat /proc/sys/kernel/random/boot_id; cat \(Self.run)/log 2>/dev/null; :"
        let parts = try await host.run(script).text.split(separator: "\n", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count == 2 ? parts[1] : "")
    }

    /// Follows until it ended, and confirms it once its gate is passed.
    /// - Parameters:
    ///   - begun: during which start of the computer it began.
    ///   - seconds: how long it may take at most.
    ///   - shown: called with each new step.
    func follow(_ begun: String, seconds: Int, shown: (String) -> Void) async throws -> FlashSteps.State {
        let end = ContinuousClock.now + .seconds(seconds)
        var lost: ContinuousClock.Instant?
        var told = 0
        var (asked, confirmed) = (false, false)
        following: while ContinuousClock.now < end {
            do {
                let (start, log) = try await look()
                lost = nil
                guard start == begun else { return .restarted }
                let lines = FlashSteps.lines(log)
                for line in lines.dropFirst(told) { shown(line) }
                told = max(told, lines.count)
                switch FlashSteps.state(log) {
                case .passed where !confirmed:
                    asked = true
                    try await host.require("touch \(Self.run)/confirm", root: true, doing: "It can't be confirmed")
                    confirmed = true
                case .kept, .returned, .refused, .restarted: return FlashSteps.state(log)
                case .passed, .running: break
                }
            } catch let error as CommandError where [.unavailable, .notThere].contains(error.status) {
                let since = lost ?? .now
                lost = since
                guard ContinuousClock.now - since < .seconds(Self.reconnectSeconds) else { break following }
            }
            try await Task.sleep(for: .milliseconds(300))
        }
        let ending =
            if confirmed {
                "after you confirmed what it tried, so it keeps that"
            } else if asked {
                "while you confirmed what it tried: it keeps that, or returns to its earlier release by itself"
            } else {
                "so it returns to its earlier release by itself within a few minutes"
            }
        throw CommandError(
            "\(host.name) can't be watched any more, \(ending). Look: mintmark status \(host.name)",
            status: .unavailable
        )
    }
}

import Foundation
import Protocol
import TestSupport

/// Releases of the agent of this test run, which brings the Swift runtime along, and broken ones.
final class TestRelease: Sendable {
    /// What a release's agent does instead of what it should.
    enum Agent: String, Sendable, CaseIterable {
        /// What it should.
        case good
        /// It ends as soon as it starts.
        case crashes
        /// It starts and never says that it is ready.
        case hangs
        /// It says that it is ready and then ends again and again.
        case crashesLater
        /// Its self-test of the lines finds something.
        case failsSelfTest
        /// It is a program of another processor, whatever the release says.
        case otherProcessor

        /// The program that lies in the place of the agent; nil for the agent itself.
        var script: String? {
            switch self {
            case .good, .otherProcessor: nil
            case .crashes: "#!/bin/sh\necho 'the new agent can not read its settings' >&2\nexit 1\n"
            case .hangs: "#!/bin/sh\nexec sleep 1000\n"
            case .crashesLater:
                """
                #!/bin/sh
                # Ready, and gone as soon as the coordinator has answered.
                export MINTMARK_KILL_AT=sessionGranted
                exec "$(dirname "$0")/real-agent" "$@"

                """
            case .failsSelfTest:
                """
                #!/bin/sh
                [ "$1" != gate ] || { echo 'the output GPIO16 is not at its safe level'; exit 1; }
                exec "$(dirname "$0")/real-agent" "$@"

                """
            }
        }
    }

    private let folder: TemporaryDirectory

    /// Copies the agent and its runtime, without what only a debugger needs.
    init() async throws {
        folder = try TemporaryDirectory()
        let script = """
            set -e
            mkdir "$2/parts"
            cp "$1" "$2/parts/mintmark-agent"
            ldd "$1" | grep -o '/[^ ]*swift/linux/[^ ]*' | xargs cp -t "$2/parts"
            strip --strip-unneeded "$2/parts/mintmark-agent"
            chrpath --replace '$ORIGIN' "$2/parts/mintmark-agent" >/dev/null
            """
        try await Self.run("/bin/bash", ["-c", script, "make", BuiltProducts.path("mintmark-agent"), folder.path])
        let secret = folder.path("release.key")
        try await Self.run(BuiltProducts.path("mintmark"), ["release", "key", secret])
    }

    /// The file with the private release key.
    var keyFile: String { folder.path("release.key") }
    /// The file with the public one.
    var publicKeyFile: String { folder.path("release.key.pub") }
    /// The public one.
    func publicKey() throws -> String {
        try String(contentsOfFile: publicKeyFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private var libraries: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path("parts")).filter { $0 != "mintmark-agent" }
                .sorted().map { folder.path("parts/\($0)") }
        }
    }

    /// A release as `mintmark release make` makes it.
    /// - Parameter ballast: bytes that make its agent another file than those of the other releases, and a large one:
    ///   nothing can make them less.
    func make(number: Int64, version: String, ballast: Int = 0) async throws -> String {
        let agent = folder.path("parts/mintmark-agent")
        if ballast > 0 { try await Self.run("/bin/bash", ["-c", "head -c \(ballast) /dev/urandom >>'\(agent)'"]) }
        let path = folder.path("\(version)-\(number).release")
        try await Self.run(
            BuiltProducts.path("mintmark"),
            [
                "release", "make", "--agent", agent, "--version", version, "--number",
                String(number), "--key", keyFile, "-o", path,
            ] + libraries.flatMap { ["--library", $0] }
        )
        return path
    }

    /// The same release with another agent, signed again: what a maker of releases does who did not test them.
    func remake(_ release: String, agent: Agent, number: Int64, version: String) async throws -> String {
        let work = folder.path("work-\(number)")
        try await Self.run("/bin/bash", ["-c", "mkdir '\(work)' && tar -xf '\(release)' -C '\(work)'"])
        let compact = try String(contentsOfFile: "\(work)/release.jws", encoding: .utf8)
        var claims = try Envelope.parse(compact.trimmingCharacters(in: .whitespacesAndNewlines), as: .release)
            .claims(ReleaseClaims.self)
        (claims.number, claims.version) = (number, version)
        if let script = agent.script {
            try FileManager.default.moveItem(atPath: "\(work)/mintmark-agent", toPath: "\(work)/real-agent")
            try script.write(toFile: "\(work)/mintmark-agent", atomically: true, encoding: .utf8)
            claims.files.append(.init(path: "real-agent", bytes: 0, sha256: "", executable: true))
        }
        if agent == .otherProcessor {
            // The machine of the ELF header: 183 is AArch64.
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: "\(work)/mintmark-agent"))
            try handle.seek(toOffset: 18)
            try handle.write(contentsOf: Data([183, 0]))
            try handle.close()
        }
        for index in claims.files.indices {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(work)/\(claims.files[index].path)"))
            claims.files[index].bytes = Int64(data.count)
            claims.files[index].sha256 = Fingerprint.sha256(Array(data))
        }
        let signed = try Envelope.sign(claims, as: .release, with: KeyFile.load(keyFile)).compact
        try "\(signed)\n".write(toFile: "\(work)/release.jws", atomically: true, encoding: .utf8)
        let path = folder.path("\(version)-\(number).release")
        let names = ["release.jws"] + claims.files.map(\.path)
        try await Self.run("tar", ["-czf", path, "-C", work] + names)
        try FileManager.default.removeItem(atPath: work)
        return path
    }

    /// The same release with one byte of the agent changed, and the signature as it was.
    func tamper(_ release: String) async throws -> String {
        let (work, path) = (folder.path("tampered"), folder.path("tampered.release"))
        let script = """
            set -e
            mkdir "$1" && tar -xf "$2" -C "$1"
            printf X | dd of="$1/mintmark-agent" bs=1 seek=4096 conv=notrunc status=none
            tar -czf "$3" -C "$1" $(tar -tf "$2")
            """
        try await Self.run("/bin/bash", ["-c", script, "tamper", work, release, path])
        return path
    }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let process = try ChildProcess(program, arguments: arguments)
        guard try await process.waitUntilExit(timeoutSeconds: 120) == 0 else {
            throw TestSupportError("\(program) \(arguments.prefix(3)): \(process.lines.suffix(5))")
        }
    }
}

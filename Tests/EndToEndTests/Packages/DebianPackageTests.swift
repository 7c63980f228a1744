import Foundation
import TestSupport
import Testing

/// The packages that `make deb` makes, of the programs that this test run has built: looked through by lintian, and
/// installed, upgraded, removed and purged in a clean Debian tree.
@Suite("Debian packages", .serialized, .timeLimit(.minutes(10)))
struct DebianPackageTests {
    private static let names = ["mintmark-agent", "mintmark-coordinator", "mintmark"]

    private struct Outcome {
        let status: Int32
        let text: String
    }

    private static func run(_ words: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await run(words, environment: environment)
    }

    private static func run(_ words: [String], environment: [String: String] = [:]) async throws -> Outcome {
        let process = try ChildProcess("/usr/bin/env", arguments: words, environment: environment)
        let status = try await process.waitUntilExit(timeoutSeconds: 300)
        return Outcome(status: status, text: process.lines.joined(separator: "\n"))
    }

    @discardableResult
    private static func must(_ words: String..., environment: [String: String] = [:]) async throws -> String {
        let outcome = try await run(words, environment: environment)
        guard outcome.status == 0 else {
            throw TestSupportError("\(words.joined(separator: " ")): \(outcome.status), \(outcome.text)")
        }
        return outcome.text
    }

    /// The folder of the Swift runtime that these programs run with, as the loader finds it.
    private static func runtime() async throws -> String {
        let needed = try await must("ldd", BuiltProducts.path("mintmark-agent"))
        guard let match = needed.firstMatch(of: /=> (\S+)\/libswiftCore\.so/) else {
            throw TestSupportError("no Swift runtime: \(needed)")
        }
        return String(match.1)
    }

    private static func make(_ folder: TemporaryDirectory, runtime: String) async throws -> [String] {
        let programs = (BuiltProducts.path("mintmark") as NSString).deletingLastPathComponent
        try await must(
            "bash",
            "\(PackageRoot.path)/packaging/deb",
            programs,
            folder.path("debs"),
            environment: ["SWIFT_RUNTIME": runtime, "DEB_COMPRESSION": "gzip"]
        )
        return try FileManager.default.contentsOfDirectory(atPath: folder.path("debs")).sorted()
            .map { folder.path("debs/\($0)") }
    }

    /// systemd's own judgement, from 0 (best) to 10, of what each service could do if it was taken over.
    @Test(arguments: [
        ("mintmark-agent", 20), ("mintmark-coordinator", 20), ("mintmark-backup", 20), ("mintmark-log-check", 20),
    ]) func servicesMayDoLittle(_ service: String, _ tenths: Int) async throws {
        let file = "\(PackageRoot.path)/systemd/system/\(service).service"
        let judged = try await Self.run(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--threshold=\(tenths)",
            "--no-pager",
            file
        )
        #expect(judged.status == 0, "\(judged.text)")
        // One without its sandbox does not pass: the judgement is one.
        let folder = try TemporaryDirectory()
        let bare = try String(contentsOfFile: file, encoding: .utf8).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        .filter { !$0.hasPrefix("SystemCallFilter") && !$0.hasPrefix("Restrict") && !$0.hasPrefix("Protect") }
        let copy = folder.path("\(service).service")
        try bare.joined(separator: "\n").write(toFile: copy, atomically: true, encoding: .utf8)
        let without = try await Self.run(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--threshold=\(tenths)",
            "--no-pager",
            copy
        )
        #expect(without.status != 0)
    }

    @Test func packagesAreInstalledUpgradedRemovedAndPurgedCleanly() async throws {
        let folder = try TemporaryDirectory()
        let runtime = try await Self.runtime()
        let packages = try await Self.make(folder, runtime: runtime)
        #expect(packages.count == 3)
        let judged = try await Self.run(["lintian", "--fail-on", "error", "--allow-root"] + packages)
        #expect(judged.status == 0, "\(judged.text)")

        let tree = try await Self.tree(folder, runtime: runtime)
        func inTree(_ words: String...) async throws -> Outcome {
            try await Self.run(
                ["unshare", "--mount", "--pid", "--fork", "--root=\(tree)", "--mount-proc"] + words,
                environment: [
                    "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                ]
            )
        }
        func exists(_ path: String) -> Bool { (try? FileManager.default.attributesOfItem(atPath: tree + path)) != nil }
        try await Self.install(packages, in: tree, inTree)

        #expect(try await inTree("id", "-Gn", "mintmark-agent").text.contains("gpio"))
        #expect(try await inTree("mintmark-agent").status == 64)
        #expect(try await inTree("mintmark-coordinator", "--help").status == 0)
        #expect(
            try await inTree("mintmark", "profile", "check", "/usr/share/mintmark/machines/snack-6.yaml").status == 0
        )
        let verified = try await inTree("sh", "-c", "systemd-analyze verify /lib/systemd/system/mintmark*")
        #expect(!verified.text.contains("mintmark"), "\(verified.text)")
        let wanted = "/etc/systemd/system/multi-user.target.wants/mintmark-agent.service"
        #expect(exists(wanted) && exists("/etc/systemd/system/timers.target.wants/mintmark-backup.timer"))

        // What people and programs wrote outlives an upgrade, a removal, and a purge: it is keys and money.
        for file in ["/etc/mintmark/agent.json", "/var/lib/mintmark/keep"] {
            #expect(try await inTree("install", "-D", "/dev/null", file).status == 0)
        }
        try await Self.install(try await Self.newer(packages, folder), in: tree, inTree)
        #expect(try await inTree("dpkg-query", "-Wf", "${Version}", "mintmark-agent").text == "0.1.1")
        #expect(exists("/etc/mintmark/agent.json") && exists("/var/lib/mintmark/keep"))
        let removed = try await inTree("dpkg", "--remove", "mintmark-agent", "mintmark-coordinator", "mintmark")
        #expect(removed.status == 0, "\(removed.text)")
        #expect(!exists("/usr/bin/mintmark-agent") && !exists("/lib/systemd/system/mintmark-agent.service"))
        let purged = try await inTree("dpkg", "--purge", "mintmark-agent", "mintmark-coordinator", "mintmark")
        #expect(purged.status == 0, "\(purged.text)")
        #expect(!exists(wanted) && !exists("/usr/share/doc/mintmark-agent") && !exists("/usr/share/mintmark"))
        #expect(exists("/etc/mintmark/agent.json") && exists("/var/lib/mintmark/keep"))
    }

    private static func install(
        _ packages: [String],
        in tree: String,
        _ inTree: (String...) async throws -> Outcome
    ) async throws {
        try await must("rm", "-rf", "\(tree)/debs")
        try await must("mkdir", "\(tree)/debs")
        for package in packages { try await must("cp", package, "\(tree)/debs/") }
        let installed = try await inTree("sh", "-c", "dpkg --install /debs/*.deb")
        #expect(installed.status == 0, "\(installed.text)")
        // Nothing but systemd that is not running is complained about.
        #expect(!installed.text.lowercased().contains("warning"), "\(installed.text)")
    }

    /// The same packages as a later version.
    private static func newer(_ packages: [String], _ folder: TemporaryDirectory) async throws -> [String] {
        var newer: [String] = []
        for package in packages {
            let content = folder.path("newer")
            try await must("dpkg-deb", "--raw-extract", package, content)
            try await must("sed", "-i", "s/^Version: .*/Version: 0.1.1/", "\(content)/DEBIAN/control")
            let file = package.replacing("_0.1.0_", with: "_0.1.1_")
            try await must("dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "--build", content, file)
            try await must("rm", "-rf", content)
            newer.append(file)
        }
        return newer
    }

    /// A clean Debian with what the packages depend on, and the Swift runtime, which released packages have inside.
    private static func tree(_ folder: TemporaryDirectory, runtime: String) async throws -> String {
        let tree = folder.path("tree")
        let depends = [
            "systemd", "ca-certificates", "libmodbus5", "libsqlite3-0", "libstdc++6", "libzint2.11", "zlib1g",
        ]
        try await must(
            "mmdebstrap",
            "--quiet",
            "--variant=minbase",
            "--include=\(depends.joined(separator: ","))",
            "bookworm",
            folder.path("tree.tar")
        )
        try await must("mkdir", tree)
        try await must("tar", "-C", tree, "-xf", folder.path("tree.tar"))
        try await must("mkdir", "\(tree)/runtime")
        let libraries = try FileManager.default.contentsOfDirectory(atPath: runtime).filter { $0.hasSuffix(".so") }
        for library in libraries { try await must("cp", "\(runtime)/\(library)", "\(tree)/runtime/") }
        try "/runtime\n".write(toFile: "\(tree)/etc/ld.so.conf.d/runtime.conf", atomically: true, encoding: .utf8)
        try await must("chroot", tree, "ldconfig")
        return tree
    }
}

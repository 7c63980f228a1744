import Foundation
import Protocol

/// Puts the files of a release together and signs them.
struct ReleaseMaker {
    /// The agent's program.
    let agent: String
    /// Shared libraries that it brings along.
    let libraries: [String]

    /// What lies beside the agent in each slot, and where it is in Mintmark's own files.
    static let serviceFiles = [
        ("slots", "slots/slots"), ("systemd/slots.conf", "slots/slots.conf"),
        ("systemd/mintmark-slots.service", "slots/mintmark-slots.service"),
        ("systemd/mintmark-agent.service", "system/mintmark-agent.service"),
        ("systemd/mintmark-agent-retry.timer", "system/mintmark-agent-retry.timer"),
        ("systemd/sysusers.conf", "sysusers.d/mintmark-agent.conf"),
        ("systemd/60-mintmark-agent.rules", "udev/60-mintmark-agent.rules"),
    ]

    /// Copies the files into `folder` and describes them.
    /// - Returns: the files, the processor, and the libraries that the machine has to have.
    func gather(into folder: String) throws -> (files: [ReleaseClaims.File], architecture: String, needs: [String]) {
        var files: [ReleaseClaims.File] = []
        func add(_ source: String, as path: String, executable: Bool) throws {
            let target = "\(folder)/\(path)"
            try LocalFile.makeFolder(URL(fileURLWithPath: target).deletingLastPathComponent().path)
            let data: Data
            do {
                data = try Data(contentsOf: URL(fileURLWithPath: source))
                try data.write(to: URL(fileURLWithPath: target))
            } catch {
                throw CommandError(
                    "\(source) can't be copied.",
                    cause: error.localizedDescription,
                    status: .notThere
                )
            }
            files.append(
                .init(
                    path: path,
                    bytes: Int64(data.count),
                    sha256: Fingerprint.sha256(Array(data)),
                    executable: executable
                )
            )
        }
        try add(agent, as: ReleaseClaims.agent, executable: true)
        for library in libraries {
            try add(library, as: URL(fileURLWithPath: library).lastPathComponent, executable: true)
        }
        for (path, source) in Self.serviceFiles {
            try add(try Installation.systemd(source), as: path, executable: path == ReleaseClaims.slots)
        }
        let (architecture, needs) = try Self.read(files, folder)
        return (files, architecture, needs)
    }

    /// The processor of the agent, and what it and its libraries ask for that is not among them.
    private static func read(
        _ files: [ReleaseClaims.File],
        _ folder: String
    ) throws -> (architecture: String, needs: [String]) {
        var needs: Set<String> = []
        var architecture: String?
        for file in files where file.executable && file.path != ReleaseClaims.slots {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file.path)"), options: .alwaysMapped)
            guard let program = ELFProgram(Array(data)) else {
                throw CommandError("\(file.path) is no program of a 64-bit Linux computer.", status: .data)
            }
            guard architecture ?? program.architecture == program.architecture else {
                throw CommandError("\(file.path) is for another processor than the agent.", status: .data)
            }
            architecture = program.architecture
            needs.formUnion(program.needed)
        }
        let own = Set(files.map(\.path))
        // What every Debian has.
        let everywhere = [
            "libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux", "libdl.so", "libpthread.so", "libutil.so",
        ]
        return (
            architecture ?? "",
            needs.filter { name in !own.contains(name) && !everywhere.contains { name.hasPrefix($0) } }.sorted()
        )
    }

    /// Writes signed claims and files as one archive.
    static func pack(_ compact: String, _ claims: ReleaseClaims, from folder: String, to path: String) async throws {
        try LocalFile.write(Array("\(compact)\n".utf8), to: "\(folder)/\(ReleaseClaims.claimsFile)")
        let names = [ReleaseClaims.claimsFile] + claims.files.map(\.path)
        let ending = try await LocalProcess(
            arguments: [
                "tar", "--create", "--gzip", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@\(claims.iat)",
                "-C", folder, "-f", path,
            ] + names
        ).run()
        guard ending.status == 0 else {
            throw CommandError("\(path) can't be written.", cause: PlainText.line(ending.errors), status: .cannotWrite)
        }
    }
}

import ArgumentParser
import Backup

/// `mintmark backup make`.
struct BackupMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Take a backup while the coordinator works, and check it.",
        discussion: """
            The file appears under its name when it is whole, checked and on the disk; an older one of that name is \
            replaced only then. It holds the deployment's keys: keep it where only operators can read it, and on \
            another computer.
            """
    )

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The file. (default: mintmark-<time in UTC>.tar)",
        completion: .file(extensions: ["tar"])
    )
    var output: String?

    @Flag(name: .shortAndLong, help: "Print nothing but the file's name.")
    var quiet = false

    @OptionGroup var coordinator: CoordinatorOptions

    func run() async throws {
        let output = output ?? "mintmark-\(BackupText.stamp(WallClock.milliseconds)).tar"
        var manifest: BackupManifest?
        try await coordinator.withClient { client in
            var bytes: Int64 = 0
            let download = Download(
                what: "Taking a backup",
                method: .post,
                path: "/v1/backups",
                accept: "application/x-tar"
            )
            try await download.save(client, to: output) { piece in
                bytes += Int64(piece.count)
                return BackupText.size(bytes)
            } check: { partial in
                manifest = try BackupCheckCommand.check(partial)
            }
        }
        guard let manifest else { return }
        Terminal.say(quiet ? output : BackupText.made(output, manifest, .current(isUTC: true)))
    }
}

import ArgumentParser
import Backup

/// `mintmark restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of a coordinator's state folder, while no coordinator runs.",
        discussion: """
            Everything is checked before the folder appears, whole or not at all. The coordinator that is started with \
            it recovers first: it sells nothing until every machine has told what it did since the backup. Never run \
            the restored and the old one at the same time.
            """
    )

    @Argument(help: "The backup.", completion: .file(extensions: ["tar"]))
    var file: String

    @Option(help: ArgumentHelp("The coordinator's state folder.", valueName: "folder"), completion: .directory)
    var state: String

    @Flag(help: "Move a folder that is there aside; it is kept, but for the files of the log, which come along.")
    var replace = false

    @Flag(name: .customLong("utc"), help: "Show times in UTC instead of this computer's zone.")
    var isUTC = false

    func run() async throws {
        var progress = Progress("Restoring")
        let restore = Restore(file: file, folder: state, replaces: replace, now: WallClock.milliseconds)
        let outcome: Restore.Outcome
        do throws(BackupError) {
            defer { progress.end() }
            outcome = try restore.run { progress.show(BackupText.size($0)) }
        } catch {
            throw CommandError(error)
        }
        Terminal.put(BackupText.restored(outcome, to: state, .current(isUTC: isUTC)))
    }
}

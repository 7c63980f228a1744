import ArgumentParser
import Backup

/// `mintmark backup check`.
struct BackupCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that a backup is whole, and show what it holds. Asks no coordinator."
    )

    @Argument(help: "The backup.", completion: .file(extensions: ["tar"]))
    var file: String

    @Flag(name: .customLong("utc"), help: "Show times in UTC instead of this computer's zone.")
    var isUTC = false

    func run() async throws {
        let manifest = try Self.check(file)
        Terminal.put(BackupText.sheet(manifest, .current(isUTC: isUTC)))
    }

    /// Reads every byte of a backup.
    static func check(_ file: String) throws -> BackupManifest {
        var progress = Progress("Checking the backup")
        defer { progress.end() }
        do {
            let reader = try BackupReader(file)
            let manifest = reader.manifest
            try reader.check { progress.show(BackupText.progress($0, of: manifest.bytes)) }
            return manifest
        } catch {
            throw CommandError(error)
        }
    }
}

extension CommandError {
    /// What a backup's failure means at the command line.
    init(_ error: BackupError) {
        let status: CommandEnd =
            switch error.code {
            case .notABackup, .newerFormat, .truncated, .damaged, .alreadyThere: .data
            case .inUse: .notNow
            case .storage: .cannotWrite
            }
        self.init(error.message, cause: error.cause, status: status)
    }
}

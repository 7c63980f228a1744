import ArgumentParser
import Foundation
import Journal
import Protocol

/// `mintmark release`: signed programs for machines.
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Sign programs for machines with an offline key, and look at what was signed.",
        subcommands: [ReleaseKeyCommand.self, ReleaseMakeCommand.self, ReleaseShowCommand.self]
    )
}

/// `mintmark release key`.
struct ReleaseKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make a release key; keep it on a computer without a network.",
        discussion: """
            Writes the private key, which nobody else may read, and beside it the public one, with .pub. Name what is \
            in the public one in the coordinator's configuration, as releaseKeys, so that machines believe it; give \
            the file to technicians.
            """
    )

    @Argument(help: "Where to write it.", completion: .file())
    var file: String

    func run() async throws {
        let key: SigningKey
        do {
            key = try KeyFile.create(file)
        } catch {
            throw CommandError(error.message, cause: error.cause, status: .cannotWrite)
        }
        try LocalFile.write(Array("\(key.verifyingKey.text)\n".utf8), to: "\(file).pub")
        Terminal.say(key.verifyingKey.text)
    }
}

/// `mintmark release make`.
struct ReleaseMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Put a release together and sign it."
    )

    @Option(help: ArgumentHelp("The agent's program, as make agent builds it.", valueName: "file"), completion: .file())
    var agent: String

    @Option(
        name: .customLong("library"),
        help: ArgumentHelp("A shared library that it brings along; for each.", valueName: "file"),
        completion: .file()
    )
    var libraries: [String] = []

    @Option(help: "The version as people name it.")
    var version: String

    @Option(help: "The release's number; it rises with every release.")
    var number: Int64

    @Option(help: "The oldest number that may still run where this release was kept, when an older one has a hole.")
    var floor: Int64 = 0

    @Flag(help: "Let it replace newer releases.")
    var downgrade = false

    @Option(help: ArgumentHelp("The private release key.", valueName: "file"), completion: .file())
    var key: String

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where to write it.", valueName: "file"),
        completion: .file()
    )
    var output: String

    func run() async throws {
        let folder = try LocalFile.temporaryFolder("mintmark")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (files, architecture, needs) = try ReleaseMaker(agent: agent, libraries: libraries).gather(into: folder)
        let claims = ReleaseClaims(
            version: version,
            number: number,
            floor: floor,
            downgrade: downgrade,
            architecture: architecture,
            libraries: needs,
            // The agent is of the same build as this program.
            journalReadableFrom: JournalFormat.readableFrom,
            iat: WallClock.milliseconds / 1_000,
            files: files
        )
        let compact: String
        do {
            try claims.check()
            compact = try Envelope.sign(claims, as: .release, with: KeyFile.load(key)).compact
        } catch {
            throw CommandError(error.message, cause: error.cause, status: .data)
        }
        try await ReleaseMaker.pack(compact, claims, from: folder, to: output)
        Terminal.say("\(output): release \(number), version \(version), for \(architecture).")
    }
}

/// `mintmark release show`.
struct ReleaseShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Check a release against its signature and list what it holds."
    )

    @Argument(help: "The release.", completion: .file())
    var file: String

    @OptionGroup var trust: ReleaseTrust

    func run() async throws {
        let folder = try LocalFile.temporaryFolder("mintmark")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let claims = try await ReleaseBundle.open(file, keys: trust.keys(), into: folder).claims
        let presentation = Presentation.current(isUTC: true)
        var sheet = Sheet()
        sheet.add("release", "\(claims.number)")
        sheet.add("version", claims.version)
        sheet.add("processor", claims.architecture)
        sheet.add("oldest allowed", claims.floor > 0 ? "\(claims.floor)" : nil)
        sheet.add("downgrade", claims.downgrade ? "yes: it may replace newer releases" : nil, .warning)
        sheet.add("journal", "can be read afterwards by programs of schema \(claims.journalReadableFrom) and newer")
        sheet.add("needs", claims.libraries.joined(separator: " "))
        Terminal.put(sheet.text(presentation))
        var table = Table([.text("FILE"), .number("BYTES"), .text("SHA-256")])
        for file in claims.files { table.add([.init(file.path), .init("\(file.bytes)"), .init(file.sha256)]) }
        Terminal.put(table.text(presentation))
    }
}

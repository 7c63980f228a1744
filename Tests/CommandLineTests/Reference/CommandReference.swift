import ArgumentParser

@testable import mintmark

/// The page that lists every command with its options.
enum CommandReference {
    /// The options that all commands of operators have, which the page says once.
    private struct Shared: ParsableCommand {
        @OptionGroup var coordinator: CoordinatorOptions
        @OptionGroup var output: OutputOptions
    }

    static var page: String {
        var page = """
            # Commands of `mintmark`

            Written by a test from the program's own help; [command-line.md](../command-line.md) is the guide.

            ## Options of all operators' commands

            ```
            \(options(Shared.helpMessage(columns: width)).joined(separator: "\n"))
            ```

            ## Exit statuses

            | status | meaning |
            |---|---|
            | 0 | done |

            """
        for status in CommandEnd.allCases { page += "| \(status.rawValue) | \(status.words) |\n" }
        for command in commands(below: Mintmark.self, name: "mintmark") { page += section(command) }
        return page
    }

    private static let width = 100

    private struct Command {
        let name: String
        let type: any ParsableCommand.Type
    }

    /// Those that do something, in the order of the help.
    private static func commands(below type: any ParsableCommand.Type, name: String) -> [Command] {
        let configuration = type.configuration
        let children = configuration.groupedSubcommands.flatMap(\.subcommands) + configuration.ungroupedSubcommands
        guard !children.isEmpty else { return [Command(name: name, type: type)] }
        return children.flatMap { commands(below: $0, name: "\(name) \($0.configuration.commandName ?? "")") }
    }

    private static func section(_ command: Command) -> String {
        let shared = Set(options(Shared.helpMessage(columns: width)))
        let entries = entries(Mintmark.helpMessage(for: command.type, columns: width)).filter { !shared.contains($0) }
        let (about, usage) = split(entries)
        return "\n## \(command.name)\n\n\(about.trimmed)\n\n```\n\(usage.trimmed)\n```\n"
    }

    /// What the command is about, and how it is written.
    private static func split(_ entries: [String]) -> (about: String, usage: String) {
        let usage = entries.firstIndex { $0.hasPrefix("USAGE: ") } ?? entries.endIndex
        let about = entries[..<usage].joined(separator: "\n").replacing("OVERVIEW: ", with: "")
        var lines = Array(entries[usage...])
        // Said once, above.
        for synopsis in sharedSynopses { lines[0] = lines[0].replacing(synopsis, with: "") }
        lines[0] = String(lines[0].dropFirst("USAGE: ".count))
        return (about, lines.joined(separator: "\n"))
    }

    private static let sharedSynopses = [
        " [--url <address>] [--token-file <file>] [--certificate <file>] [--state <folder>]",
        " [--json] [--quiet] [--utc]",
    ]

    private static func options(_ help: String) -> [String] {
        entries(help).filter { $0.hasPrefix("  -") }
    }

    /// The help's lines, those that go on joined to those they go on from.
    private static func entries(_ help: String) -> [String] {
        var entries: [String] = []
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("                "), let last = entries.popLast() {
                entries.append("\(last)\n\(line)")
            } else {
                entries.append(String(line))
            }
        }
        return entries
    }
}

extension String {
    /// Without empty lines at the end, and without more than one in a row.
    fileprivate var trimmed: String {
        var lines: [Substring] = []
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        while lines.last?.isEmpty == true || lines.last == "OPTIONS:" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

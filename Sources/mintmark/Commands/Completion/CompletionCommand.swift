import ArgumentParser

/// `mintmark completion`.
struct CompletionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script that teaches a shell to complete this program's words.",
        discussion: """
            bash: mintmark completion bash > ~/.local/share/bash-completion/completions/mintmark
            zsh:  mintmark completion zsh > a file _mintmark in a folder of fpath
            fish: mintmark completion fish > ~/.config/fish/completions/mintmark.fish
            """
    )

    /// The shells.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash
        case zsh
        case fish

        var completionShell: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "The shell.")
    var shell: Shell

    func run() async throws {
        Terminal.say(Mintmark.completionScript(for: shell.completionShell))
    }
}

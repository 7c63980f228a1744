import ArgumentParser
import Glibc

/// A question before something that can't be taken back.
struct Confirmation: ParsableArguments {
    @Flag(help: "Do not ask.")
    var yes = false

    /// Asks the person at the terminal.
    /// - Throws: `CommandError` when there is nobody to ask, `ExitCode` when the answer is no.
    func ask(_ question: String) throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandError("\(question) Nobody can be asked here; say --yes if it is meant.", status: .usage)
        }
        Terminal.mutter("\(question) [y/N] ")
        guard ["y", "yes"].contains(readLine()?.lowercased() ?? "") else {
            Terminal.complain("Nothing was changed.")
            throw ExitCode(CommandEnd.badNews.rawValue)
        }
    }
}

import ArgumentParser
import Passport
import Protocol

/// `mintmark life key`.
struct LifeKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make a key, or show the name of one that is there.",
        discussion: "Prints the name, a did:key: give it to the maker of the products, and to who hands one to you."
    )

    @Argument(help: "The file of the private key; only you can read it. Keep a copy in a safe place.")
    var file: String

    func run() async throws {
        do {
            Terminal.say(DecentralizedIdentifier.key(try KeyFile.loadOrCreate(file).verifyingKey))
        } catch {
            throw CommandError(error.message, cause: error.cause, status: .data)
        }
    }
}

import ArgumentParser
import Passport
import Protocol

/// `mintmark life sign`.
struct LifeSignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign that something happened to a product; asks nobody.",
        discussion: "Prints what was signed, a W3C credential with an EPCIS event in it."
    )

    @Argument(help: "What happened: \(LifeKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: LifeKind

    @Argument(help: "The product's link, as its code says it.")
    var product: String

    @Option(help: "Your key; see mintmark life key.", completion: .file())
    var key: String

    @Option(help: "For a transfer: the did:key of the new owner.")
    var to: String?

    @Option(help: "A statement of the passport, NAME=VALUE; a whole number, or a text. May be said again.")
    var set: [String] = []

    @Option(help: "For --set: the version of the passport that you read before.")
    var version: Int64?

    @Option(help: "For --set of a new statement: who may read it, such as public.")
    var tier: String?

    @Flag(help: "Sign as JSON with a proof inside instead of a token.")
    var proof = false

    func validate() throws {
        guard (to != nil) == (kind == .transfer) else {
            throw ValidationError("A transfer needs --to with the new owner's did:key; nothing else has it.")
        }
        guard set.isEmpty == (version == nil) else {
            throw ValidationError("--set and --version belong together: the passport must be as you read it.")
        }
    }

    func run() async throws {
        do {
            let key = try KeyFile.load(key)
            let now = WallClock.milliseconds
            let name = DecentralizedIdentifier.key(key.verifyingKey)
            let event = try kind.event(
                of: DigitalLink(product),
                milliseconds: now,
                transfer: to.map { try OwnershipTransfer(from: name, to: $0) }
            )
            let text = try SignedCredential.sign(
                EventCredential(event, update: update()).credential(issuer: name),
                as: proof ? .proof : .token,
                with: key,
                created: UTCTime.text(milliseconds: now)
            )
            Terminal.say(text)
        } catch let error as PassportError {
            throw CommandError(error.message, cause: error.cause, status: .data)
        } catch let error as ProtocolError {
            throw CommandError(error.message, cause: error.cause, status: .data)
        }
    }

    private func update() throws -> PassportUpdate? {
        guard let version else { return nil }
        var elements = JSONValue.object([])
        for pair in set {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--set \(pair) is not NAME=VALUE.") }
            var element: JSONValue = ["value": Int64(parts[1]).map { .integer($0) } ?? .string(parts[1])]
            element["tier"] = tier.map { .string($0) }
            elements[parts[0]] = element
        }
        return try PassportUpdate(version: version, elements: elements)
    }
}

extension LifeKind: ExpressibleByArgument {}

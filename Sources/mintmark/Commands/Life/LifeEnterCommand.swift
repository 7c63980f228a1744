import ArgumentParser
import Passport

/// `mintmark life enter`.
struct LifeEnterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: "Bring what was signed to the product's maker; needs no token.",
        discussion: "Sent again it is the same event: when you do not know whether it arrived, send it again."
    )

    @Argument(help: "The file that mintmark life sign made.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The address of the coordinator.", valueName: "address"))
    var url: String

    @Option(help: "The coordinator's certificate, if this computer does not trust it.", completion: .file())
    var certificate: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let text = try LocalFile.text(file)
        let form: SignedCredential.Form = text.hasPrefix("{") ? .proof : .token
        let client = try APIClient(url: url, certificate: certificate, token: nil)
        do {
            let reply = try await client.reply(
                .post,
                "/v1/productEvents",
                bytes: Array(text.utf8),
                contentType: form.rawValue,
                as: Answers.ProductEvent.self
            )
            await client.shutdown()
            output.show(reply) {
                [$0.eventID]
            } text: { event, presentation in
                "Entered: \(event.kind), \(TimeText.moment(event.occurredAt, presentation)). Its proof will be at "
                    + "\(client.url)\(event.proof)\n"
            }
        } catch {
            await client.shutdown()
            throw error
        }
    }
}

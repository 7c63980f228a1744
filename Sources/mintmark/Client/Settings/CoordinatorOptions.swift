import ArgumentParser
import Foundation

/// How operators' commands find the coordinator and prove who asks.
struct CoordinatorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The coordinator's address. (default: \(OperatorSettings.defaultURL))", valueName: "address")
    )
    var url: String?

    @Option(help: ArgumentHelp("A file with the operator's token.", valueName: "file"), completion: .file())
    var tokenFile: String?

    @Option(
        help: ArgumentHelp("The coordinator's certificate, if this computer does not trust it.", valueName: "file"),
        completion: .file()
    )
    var certificate: String?

    @Option(
        help: ArgumentHelp(
            "The coordinator's state folder on this computer: address, token and certificate are taken from it.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var state: String?

    /// Runs the body with a client, and closes it.
    func withClient<Result>(_ body: (APIClient) async throws -> Result) async throws -> Result {
        let client = try client(warns: true)
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// What these options say, completed by `--state`, the environment and the configuration file.
    func settings(environment: [String: String]) throws -> OperatorSettings {
        let said = OperatorSettings(url: url, tokenFile: tokenFile, certificate: certificate)
        let fromState = state.map(OperatorSettings.init(state:)) ?? OperatorSettings()
        return try said.completed(by: fromState).completed(by: .ofThisUser(environment))
    }

    /// A client; whoever asked for it shuts it down.
    /// - Parameter warns: whether to say that others can read the token.
    func client(warns: Bool, timeoutSeconds: Int64 = 15) throws -> APIClient {
        let settings = try settings(environment: ProcessInfo.processInfo.environment)
        guard let tokenFile = settings.tokenFile else {
            throw CommandError(
                "Nothing says who asks. Name a file with your token: --token-file FILE, or MINTMARK_TOKEN_FILE, or"
                    + " “tokenFile” in ~/.config/mintmark/config.json; on the coordinator's own computer,"
                    + " --state FOLDER.",
                status: .configuration
            )
        }
        if warns, let warning = TokenFile.warning(tokenFile) { Terminal.complain(warning) }
        return try APIClient(
            url: settings.url ?? OperatorSettings.defaultURL,
            certificate: settings.certificate,
            token: TokenFile.token(tokenFile),
            timeoutSeconds: timeoutSeconds
        )
    }
}

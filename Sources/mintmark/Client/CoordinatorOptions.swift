import ArgumentParser
import Protocol

/// How operators' commands find the coordinator and prove who asks.
struct CoordinatorOptions: ParsableArguments {
    @Option(help: "The coordinator's state folder: the token and the certificate are taken from it.")
    var state: String?

    @Option(help: "The coordinator's address. (default: as its state says, else https://127.0.0.1:8443)")
    var url: String?

    @Option(help: "A file with the operator's token. (default: operator.token in the state folder)")
    var token: String?

    @Option(help: "The coordinator's certificate. (default: tls.crt in the state folder, if there)")
    var certificate: String?

    /// Runs the body with a client, and closes it.
    func withClient<Result>(_ body: (APIClient) async throws -> Result) async throws -> Result {
        let client = try client()
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func client() throws -> APIClient {
        guard let tokenFile = token ?? state.map({ "\($0)/operator.token" }) else {
            throw ValidationError("Say who you are: --state with the coordinator's folder, or --token with a file.")
        }
        let own = state.map { "\($0)/tls.crt" }.flatMap { LocalFile.exists($0) ? $0 : nil }
        let url = url ?? state.flatMap(Self.address) ?? "https://127.0.0.1:8443"
        return try APIClient(url: url, certificate: certificate ?? own, token: LocalFile.text(tokenFile))
    }

    /// The first address in the keyset that the coordinator signed for its machines.
    private static func address(inState folder: String) -> String? {
        guard let text = try? LocalFile.text("\(folder)/keyset.jwt"),
            let keyset = try? Envelope.parse(text, as: .keyset).claims(Keyset.self)
        else { return nil }
        return keyset.endpoints.first
    }
}

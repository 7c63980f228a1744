/// Where the coordinator is and who asks: what an operator would otherwise have to say with every command.
///
/// Several sources may say it. The first that says a thing wins, in this order: the command's own options, `--state`,
/// the environment, the configuration file.
struct OperatorSettings: Equatable, Sendable {
    /// The coordinator's address.
    var url: String?
    /// The file with the operator's token.
    var tokenFile: String?
    /// The coordinator's certificate, unless this computer trusts it anyway.
    var certificate: String?

    /// Where a coordinator listens that was told nothing else.
    static let defaultURL = "https://127.0.0.1:8443"

    /// The variables of the environment.
    enum Variable: String, CaseIterable {
        case url = "MINTMARK_URL"
        case tokenFile = "MINTMARK_TOKEN_FILE"
        case certificate = "MINTMARK_CERTIFICATE"
        /// The configuration file, instead of the usual one.
        case configuration = "MINTMARK_CONFIG"
    }

    /// What the environment says; an empty variable says nothing.
    init(environment: [String: String]) {
        func value(_ variable: Variable) -> String? {
            environment[variable.rawValue].flatMap { $0.isEmpty ? nil : $0 }
        }
        self.init(url: value(.url), tokenFile: value(.tokenFile), certificate: value(.certificate))
    }

    init(url: String? = nil, tokenFile: String? = nil, certificate: String? = nil) {
        self.url = url
        self.tokenFile = tokenFile
        self.certificate = certificate
    }

    /// These, and what they do not say from the other ones.
    func completed(by other: OperatorSettings) -> OperatorSettings {
        OperatorSettings(
            url: url ?? other.url,
            tokenFile: tokenFile ?? other.tokenFile,
            certificate: certificate ?? other.certificate
        )
    }
}

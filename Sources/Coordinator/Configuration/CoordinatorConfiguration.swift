package import Protocol

/// Everything an operator decides about one coordinator, read from one JSON file. Whatever is left out has the default
/// named here.
package struct CoordinatorConfiguration: Sendable {
    /// Where to listen.
    package var listen = Listen()
    /// How machines and customers reach the coordinator: scheme, host and port, without a path.
    package var publicURL = "https://localhost:8443"
    /// Who ends TLS.
    package var tls = TLS.own
    /// Who may sign programs of machines; machines run any when nobody is named.
    package var releaseKeys: [VerifyingKey] = []
    /// What the price lists are written in, e.g. `EUR`.
    package var currency = QuoteTerms.Unit(code: "EUR", decimals: 2)
    /// How much of `currency` one whole unit of each asset costs, by asset code.
    package var rates: [String: ExchangeRate] = [:]
    /// The times and limits of sales.
    package var sales = SalesConfiguration()
    /// When a payment is final, by asset code. An asset that is not named needs `SalesConfiguration.confirmations`.
    package var confirmations: [String: ConfirmationPolicy] = [:]
    /// How webhooks are sent.
    package var webhooks = WebhookConfiguration()
    /// How products are resolved.
    package var resolver = ResolverConfiguration()
    /// How many requests one client may send.
    package var requests = RequestLimits()
    /// The log of serials.
    package var log = LogConfiguration()
    /// The ways to be paid.
    package var rails: [RailConfiguration] = []
    /// Where the first operator's token is written; nil for `operator.token` in the state folder.
    package var operatorTokenFile: String?

    /// Where to listen.
    package struct Listen: Sendable, Equatable {
        /// An address of this computer, e.g. `127.0.0.1` or `0.0.0.0`.
        package var host = "127.0.0.1"
        /// The TCP port; 0 takes a free one.
        package var port = 8443
    }

    /// Who ends TLS.
    package enum TLS: Sendable, Equatable {
        /// The coordinator, with a key and certificate of its own in the state folder.
        case own
        /// A proxy in front. `pins` are the SHA-256 of the SubjectPublicKeyInfo of its keys, current and next, 64 hex
        /// digits each: what machines will accept.
        case off(pins: [String])
    }

    /// A coordinator with every default and no rail.
    package init() {}
}

extension CoordinatorConfiguration {
    /// Where the first operator's token is written.
    func operatorTokenFile(in stateFolder: String) -> String {
        operatorTokenFile ?? "\(stateFolder)/operator.token"
    }

    /// The host of `publicURL`.
    var publicHost: String {
        let afterScheme = publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        if afterScheme.hasPrefix("[") { return String(afterScheme.dropFirst().prefix { $0 != "]" }) }
        return String(afterScheme.prefix { $0 != ":" })
    }
}

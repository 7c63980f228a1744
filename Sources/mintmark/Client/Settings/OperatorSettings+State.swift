import Protocol

extension OperatorSettings {
    /// What a coordinator's state folder says: the first token, the certificate if the coordinator has its own, and the
    /// first address in the keyset that it signed for its machines.
    init(state folder: String) {
        let own = "\(folder)/tls.crt"
        self.init(
            url: Self.address(inState: folder),
            tokenFile: "\(folder)/operator.token",
            certificate: LocalFile.exists(own) ? own : nil
        )
    }

    private static func address(inState folder: String) -> String? {
        guard let text = try? LocalFile.text("\(folder)/keyset.jwt"),
            let keyset = try? Envelope.parse(text, as: .keyset).claims(Keyset.self)
        else { return nil }
        return keyset.endpoints.first
    }
}

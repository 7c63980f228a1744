import Rails

extension CoordinatorConfiguration {
    /// Checks what several members must agree on.
    func check() throws(CoordinatorError) {
        var seen: Set<String> = []
        for rail in rails {
            guard seen.insert(rail.id).inserted else {
                throw ConfigurationReader.wrong("rails", "names \(rail.id) twice; every rail has its own id")
            }
            guard rates[rail.asset.code] != nil else {
                throw ConfigurationReader.wrong(
                    "rates.\(rail.asset.code)",
                    "is missing: rail \(rail.id) is paid in it. Write how much \(currency.code) one of it costs"
                )
            }
            try checkDepth(of: rail)
        }
        if case .off = tls, publicURL.hasPrefix("https://"), tls == .off(pins: []) {
            throw ConfigurationReader.wrong(
                "tls.pins",
                "are missing: machines must know the key of the proxy that ends TLS"
            )
        }
        if tls == .own, publicURL.hasPrefix("http://") {
            throw ConfigurationReader.wrong("publicURL", "must begin with https:// unless tls.mode is off")
        }
    }

    /// A rail stops following a payment at some depth; a policy that asks for more would wait for ever.
    private func checkDepth(of rail: RailConfiguration) throws(CoordinatorError) {
        guard let depth = rail.trackedDepth else { return }
        let policy = policy(for: rail)
        let deepest = max(policy.beyond, policy.thresholds.map(\.confirmations).max() ?? 0)
        guard deepest <= depth else {
            throw ConfigurationReader.wrong(
                "confirmations.\(rail.asset.code)",
                "asks for \(deepest), but rail \(rail.id) follows payments only \(depth) deep; raise its trackedDepth"
            )
        }
    }

    /// When a payment on `rail` is final.
    package func policy(for rail: RailConfiguration) -> ConfirmationPolicy {
        guard rail.trackedDepth != nil else { return .immediate }
        return confirmations[rail.asset.code] ?? ConfirmationPolicy(thresholds: [], beyond: sales.confirmations)
    }
}

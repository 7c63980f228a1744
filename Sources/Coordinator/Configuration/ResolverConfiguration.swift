import Passport

/// How products are resolved.
package struct ResolverConfiguration: Sendable, Equatable {
    /// What stands before the key in every link of ours, without a slash at the end; nil for `publicURL`.
    package var root: String?
    /// What the resolver is called in its description.
    package var name = "Mintmark resolver"
    /// Unknown serials that one client may ask for in a row.
    package var missesPerClient: Int64 = 60
    /// Seconds until one more is allowed.
    package var missRefillSeconds: Int64 = 10
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    package var trustedProxies: Set<String> = []
    /// How old a copy of the database may be before a resolver that runs on it says that it is not ready, in seconds.
    package var staleAfterSeconds: Int64 = 900

    /// The defaults.
    package init() {}

    /// Reads the member `resolver`.
    /// - Throws: `invalid`, naming the member and what is wrong with it.
    mutating func read(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        guard var resolver = try reader.object("resolver") else { return }
        root = try resolver.text("root")
        if let root {
            do {
                self.root = try Resolver(root: root).root
            } catch {
                throw ConfigurationReader.wrong(resolver.path(of: "root"), "is wrong: \(error.message)")
            }
        }
        name = try resolver.text("name") ?? name
        missesPerClient = try resolver.number("missesPerClient", in: 1...1_000_000) ?? missesPerClient
        missRefillSeconds = try resolver.number("missRefillSeconds", in: 1...86_400) ?? missRefillSeconds
        staleAfterSeconds = try resolver.number("staleAfterSeconds", in: 1...31_536_000) ?? staleAfterSeconds
        for entry in try resolver.list("trustedProxies") {
            guard case .text(let address) = entry.value, IPAddressBytes.of(address) != nil else {
                throw ConfigurationReader.wrong(entry.path, "must be an IP address like 127.0.0.1")
            }
            trustedProxies.insert(address)
        }
        try resolver.finish()
    }
}

extension CoordinatorConfiguration {
    /// The resolver of products.
    /// - Throws: `invalid` when `publicURL` can't be a root and `resolver.root` is missing.
    func makeResolver() throws(CoordinatorError) -> Resolver {
        do {
            return try Resolver(root: resolver.root ?? publicURL)
        } catch {
            throw ConfigurationReader.wrong("resolver.root", "is missing, and publicURL can't stand for it")
        }
    }
}

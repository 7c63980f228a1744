import Protocol
import Rails

extension CoordinatorConfiguration {
    /// Largest configuration file, in bytes.
    package static let maximumBytes = 262_144

    /// Reads the configuration file's text.
    /// - Throws: `invalid`, naming the member and what is wrong with it.
    package init(json: [UInt8]) throws(CoordinatorError) {
        let root: ConfigurationValue
        do {
            root = try StrictJSON.decode(ConfigurationValue.self, from: json, maximumBytes: Self.maximumBytes)
        } catch {
            throw CoordinatorError(.invalid, "The file is not JSON: \(error.message)", cause: error.cause)
        }
        self.init()
        var reader = try ConfigurationReader(root, path: "")
        try readListening(&reader)
        try readMoney(&reader)
        try readSales(&reader)
        try webhooks.read(&reader)
        try resolver.read(&reader)
        try requests.read(&reader)
        try log.read(&reader)
        for entry in try reader.list("rails") {
            rails.append(try RailConfiguration(ConfigurationReader(entry.value, path: entry.path)))
        }
        operatorTokenFile = try reader.text("operatorTokenFile")
        try reader.finish()
        try check()
    }

    private mutating func readListening(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        if var listen = try reader.object("listen") {
            self.listen.host = try listen.text("host") ?? self.listen.host
            self.listen.port = Int(try listen.number("port", in: 0...65_535) ?? Int64(self.listen.port))
            try listen.finish()
        }
        publicURL = try reader.text("publicURL") ?? publicURL
        while publicURL.hasSuffix("/") { publicURL.removeLast() }
        guard publicURL.hasPrefix("https://") || publicURL.hasPrefix("http://") else {
            throw ConfigurationReader.wrong("publicURL", "must begin with https:// or http://")
        }
        for entry in try reader.list("releaseKeys") {
            guard case .text(let text) = entry.value, let key = try? VerifyingKey(text: text) else {
                throw ConfigurationReader.wrong(entry.path, "must be a public key as mintmark release key prints it")
            }
            releaseKeys.append(key)
        }
        guard var tls = try reader.object("tls") else { return }
        let mode = try tls.requiredText("mode")
        var pins: [String] = []
        for entry in try tls.list("pins") {
            guard case .text(let pin) = entry.value, Hex.isLowercase(pin, count: 64) else {
                throw ConfigurationReader.wrong(entry.path, "must be a SHA-256 of 64 lower-case hex digits")
            }
            pins.append(pin)
        }
        switch mode {
        case "own" where pins.isEmpty: self.tls = .own
        case "own": throw ConfigurationReader.wrong("tls.pins", "are for a proxy; with mode own the key here is pinned")
        case "off": self.tls = .off(pins: pins)
        default: throw ConfigurationReader.wrong("tls.mode", "must be own or off")
        }
        try tls.finish()
    }

    private mutating func readMoney(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        if let code = try reader.text("currency") {
            guard let asset = try? Asset(code) else {
                throw ConfigurationReader.wrong("currency", "must be a code like EUR")
            }
            currency = QuoteTerms.Unit(code: asset.code, decimals: asset.decimals)
        }
        if var rates = try reader.object("rates") {
            for code in rates.names {
                do {
                    self.rates[code] = try ExchangeRate(rates.requiredText(code))
                } catch {
                    throw ConfigurationReader.wrong("rates.\(code)", "is wrong: \(error.message)")
                }
            }
        }
        guard var policies = try reader.object("confirmations") else { return }
        for code in policies.names {
            guard let policy = try policies.object(code) else { continue }
            confirmations[code] = try Self.policy(policy)
        }
    }

    private static func policy(_ given: ConfigurationReader) throws(CoordinatorError) -> ConfirmationPolicy {
        var reader = given
        var thresholds: [ConfirmationPolicy.Threshold] = []
        for entry in try reader.list("steps") {
            var step = try ConfigurationReader(entry.value, path: entry.path)
            guard let upTo = Int64(try step.requiredText("upTo")), upTo > 0 else {
                throw ConfigurationReader.wrong("\(entry.path).upTo", "must be a text of minor units, like \"1000000\"")
            }
            guard let confirmations = try step.number("confirmations", in: 1...1_000) else {
                throw ConfigurationReader.wrong("\(entry.path).confirmations", "is missing")
            }
            thresholds.append(ConfirmationPolicy.Threshold(upToMinor: upTo, confirmations: confirmations))
            try step.finish()
        }
        guard let beyond = try reader.number("beyond", in: 1...1_000) else {
            throw ConfigurationReader.wrong(reader.path(of: "beyond"), "is missing")
        }
        try reader.finish()
        return ConfirmationPolicy(thresholds: thresholds, beyond: beyond)
    }

    private mutating func readSales(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        guard var sales = try reader.object("sales") else { return }
        let day: Int64 = 86_400
        self.sales.quoteSeconds = try sales.number("quoteSeconds", in: 10...day) ?? self.sales.quoteSeconds
        self.sales.confirmationSeconds =
            try sales.number("confirmationSeconds", in: 0...(30 * day)) ?? self.sales.confirmationSeconds
        self.sales.commandSeconds = try sales.number("commandSeconds", in: 5...day) ?? self.sales.commandSeconds
        self.sales.holdSeconds = try sales.number("holdSeconds", in: 30...(30 * day)) ?? self.sales.holdSeconds
        self.sales.receiptGraceSeconds =
            try sales.number("receiptGraceSeconds", in: 1...day) ?? self.sales.receiptGraceSeconds
        self.sales.openOrdersPerPlace =
            Int(try sales.number("openOrdersPerPlace", in: 1...10_000) ?? Int64(self.sales.openOrdersPerPlace))
        self.sales.confirmations = try sales.number("confirmations", in: 1...1_000) ?? self.sales.confirmations
        try sales.finish()
    }
}

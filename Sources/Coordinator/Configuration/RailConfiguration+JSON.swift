import Rails

extension RailConfiguration {
    /// Reads one entry of `rails`.
    /// - Throws: `invalid`, naming the member.
    init(_ given: ConfigurationReader) throws(CoordinatorError) {
        var reader = given
        let id = try reader.requiredText("id")
        guard id.utf8.count <= 32,
            id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else {
            throw ConfigurationReader.wrong(reader.path(of: "id"), "must be a-z, 0-9 and hyphens, at most 32")
        }
        switch try reader.requiredText("kind") {
        case "sandbox": self = try Self.sandbox(id, &reader)
        case "node": self = .node(try Self.node(id, &reader))
        default: throw ConfigurationReader.wrong(reader.path(of: "kind"), "must be sandbox or node")
        }
        try reader.finish()
    }

    private static func sandbox(
        _ id: String,
        _ reader: inout ConfigurationReader
    ) throws(CoordinatorError) -> RailConfiguration {
        let code = try reader.text("asset") ?? "SANDBOX-EUR"
        guard code.hasPrefix("SANDBOX-"), code.utf8.count <= 16 else {
            throw ConfigurationReader.wrong(
                reader.path(of: "asset"),
                "must begin with SANDBOX-, so that play money never looks like money"
            )
        }
        let decimals = Int(try reader.number("decimals", in: 0...18) ?? 2)
        return .sandbox(
            id: id,
            asset: RailAsset(code: code, decimals: decimals),
            canHold: try reader.flag("canHold") ?? false,
            trackedDepth: try reader.number("trackedDepth", in: 1...1_000).map { Int($0) }
        )
    }

    private static func node(
        _ id: String,
        _ reader: inout ConfigurationReader
    ) throws(CoordinatorError) -> NodeConfiguration {
        let coin: NodeConfiguration.Coin
        switch try reader.requiredText("coin") {
        case "LTC": coin = .litecoin
        case "BTC": coin = .bitcoin
        default: throw ConfigurationReader.wrong(reader.path(of: "coin"), "must be LTC or BTC")
        }
        let credentials: NodeConfiguration.Credentials
        if let cookie = try reader.text("cookieFile") {
            credentials = .cookieFile(cookie)
        } else if let user = try reader.text("user"), let password = try reader.text("password") {
            credentials = .password(user: user, password: password)
        } else {
            throw ConfigurationReader.wrong(reader.path(of: "cookieFile"), "is missing, or user and password")
        }
        var node = NodeConfiguration(
            id: id,
            coin: coin,
            network: try reader.requiredText("network"),
            url: try reader.requiredText("url"),
            wallet: try reader.requiredText("wallet"),
            credentials: credentials
        )
        node.trackedDepth = Int(try reader.number("trackedDepth", in: 1...1_000) ?? Int64(node.trackedDepth))
        node.hintIntervalMilliseconds =
            try reader.number("hintIntervalMilliseconds", in: 10...60_000) ?? node.hintIntervalMilliseconds
        node.timeoutMilliseconds =
            try reader.number("timeoutMilliseconds", in: 100...120_000) ?? node.timeoutMilliseconds
        return node
    }
}

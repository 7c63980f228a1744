extension RouteTable {
    /// What describes the API.
    static let description = [Route(method: "GET", path: "/openapi.json", access: .anyone)]

    /// Tokens.
    static let tokens = [
        Route(method: "GET", path: "/v1/tokens", access: .scope(.tokensRead)),
        Route(method: "POST", path: "/v1/tokens", access: .scope(.tokensWrite)),
        Route(method: "DELETE", path: "/v1/tokens/{token}", access: .scope(.tokensWrite)),
    ]

    /// Lists for spreadsheets.
    static let exports = [
        Route(method: "GET", path: "/v1/sales.csv", access: .scope(.salesRead)),
        Route(method: "GET", path: "/v1/ledger/transfers.csv", access: .scope(.ledgerRead)),
    ]
}

extension RailError {
    /// What a refusal by the node means and what to do about it. The numbers are in Bitcoin Core's
    /// `src/rpc/protocol.h`.
    init(node number: Int, _ message: String, method: String) {
        let cause = "\(method): \(number) \(message.prefix(200))"
        switch number {
        case -28:
            self.init(.loading, "The node is still starting (\(message.prefix(80))); try again.", cause: cause)
        case -18, -19:
            self.init(
                .walletMissing,
                "The node has not loaded the configured wallet: run `loadwallet NAME true` once, "
                    + "or `createwallet NAME`, so that it is loaded at every start.",
                cause: cause
            )
        case -12, -13:
            self.init(
                .walletLocked,
                "The node's wallet has no fresh addresses: unlock it with `walletpassphrase` and run `keypoolrefill`.",
                cause: cause
            )
        case -32601:
            self.init(.badConfiguration, "The node does not know \(method): use Core 0.19 or later.", cause: cause)
        case -10, -9:
            self.init(.loading, "The node is not connected or still catching up; try again.", cause: cause)
        default:
            self.init(.refused, "The node refused \(method): \(message.prefix(200)).", cause: cause)
        }
    }

    /// What an HTTP status means, where the body is no JSON-RPC answer.
    init(httpStatus: UInt, wallet: String) {
        let cause = "HTTP \(httpStatus)"
        switch httpStatus {
        case 401:
            self.init(
                .badCredentials,
                "The node refused user and password, or the cookie: "
                    + "compare rpcuser and rpcpassword with its configuration.",
                cause: cause
            )
        case 403:
            self.init(.badCredentials, "The node refuses this computer: add its address to rpcallowip.", cause: cause)
        case 503:
            self.init(.busy, "The node has too many requests queued: try again, or raise rpcworkqueue.", cause: cause)
        default:
            self.init(
                .badAnswer,
                "The node answered with HTTP \(httpStatus) for wallet \"\(wallet)\"; is the URL its RPC port?",
                cause: cause
            )
        }
    }
}

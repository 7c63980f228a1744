/// Everything a person decides about one node of the Bitcoin Core family.
package struct NodeConfiguration: Sendable {
    /// Which coin the node speaks.
    package struct Coin: Hashable, Sendable {
        /// What is paid in.
        package var asset: RailAsset

        /// The scheme of payment URIs (BIP21), e.g. `"litecoin"`.
        package var uriScheme: String

        /// - Parameter uriScheme: the scheme without its colon.
        package init(asset: RailAsset, uriScheme: String) {
            self.asset = asset
            self.uriScheme = uriScheme
        }

        /// LTC, 8 decimals.
        package static let litecoin = Coin(asset: RailAsset(code: "LTC", decimals: 8), uriScheme: "litecoin")

        /// BTC, 8 decimals.
        package static let bitcoin = Coin(asset: RailAsset(code: "BTC", decimals: 8), uriScheme: "bitcoin")
    }

    /// How the node lets us in.
    package enum Credentials: Sendable, CustomStringConvertible {
        /// `rpcuser` and `rpcpassword`, or a user of `rpcauth`.
        case password(user: String, password: String)

        /// The path of the node's `.cookie`. The node writes a new one at every start, so it is read again when
        /// refused.
        case cookieFile(String)

        /// Without the password, so that a configuration can be logged.
        package var description: String {
            switch self {
            case .password(let user, _): "password of \(user)"
            case .cookieFile(let path): "cookie file \(path)"
            }
        }
    }

    /// The rail's name.
    package var id: String

    /// Which coin.
    package var coin: Coin

    /// The network as `getblockchaininfo` names it: `main`, `test`, `signet`, `regtest`. A node on another is refused.
    package var network: String

    /// Scheme, host and port, e.g. `http://127.0.0.1:9332`. Anything but loopback should be reached through TLS.
    package var url: String

    /// The wallet payments arrive in; it must be loaded at every start of the node.
    package var wallet: String

    /// How the node lets us in.
    package var credentials: Credentials

    /// How many confirmations a payment is followed for. It must be at least the deepest any policy asks for, plus the
    /// deepest reorganisation to be noticed in every case: 24 is 12 for the largest amounts and 12 more to watch what
    /// was vended. Each poll returns every payment of that many blocks, so ten times more costs ten times more.
    package var trackedDepth: Int = 24

    /// The kind of address to make, as `getnewaddress` names it. Any wallet pays to `bech32`.
    package var addressType: String = "bech32"

    /// How long one request may take.
    package var timeoutMilliseconds: Int64 = 10_000

    /// Larger answers are refused. 64 MiB is about 100,000 payments.
    package var maximumAnswerBytes: Int = 64 << 20

    /// How often `waitForChange` asks.
    package var hintIntervalMilliseconds: Int64 = 500

    /// The rest has sensible values; set the properties to change them.
    package init(
        id: String,
        coin: Coin,
        network: String,
        url: String,
        wallet: String,
        credentials: Credentials
    ) {
        self.id = id
        self.coin = coin
        self.network = network
        self.url = url
        self.wallet = wallet
        self.credentials = credentials
    }
}

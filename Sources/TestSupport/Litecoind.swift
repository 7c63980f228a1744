import FoundationEssentials
import Glibc
import Synchronization

/// A real Litecoin node on its own regtest chain, from Debian's `litecoind` package, in a folder of its own and without
/// any peer. It ends with the last reference to it.
///
/// Two wallets, loaded at every start: `customer`, which mines and pays, and `shop`, which is paid. Stay below block
/// 432: there MWEB begins and mining needs a peg-in first.
package final class Litecoind: Sendable {
    /// How programs prove themselves to the node.
    package enum Authentication: Sendable {
        /// `user` and `password` below.
        case password
        /// The file `cookiePath`, which has new content after every start.
        case cookie
    }

    /// The RPC user, with `.password`.
    package static let user = "mintmark"
    /// The RPC password, with `.password`.
    package static let password = "regtest-only"

    /// The RPC port on 127.0.0.1; the same after a restart.
    package let port: Int

    // In this order: the process ends before its folder goes.
    private let process: Mutex<ChildProcess?>
    private let directory: TemporaryDirectory

    /// The node's RPC address.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// The path of the cookie, with `.cookie`.
    package var cookiePath: String { directory.path("regtest/.cookie") }

    private init(port: Int, directory: TemporaryDirectory, process: ChildProcess) {
        self.port = port
        self.directory = directory
        self.process = Mutex(process)
    }

    /// Starts a node with an empty chain and both wallets, and waits until it answers.
    ///
    /// - Parameter settings: Further lines for the regtest section of `litecoin.conf`.
    /// - Throws: `TestSupportError` when it does not come up; install the package `litecoind`.
    package static func start(
        authentication: Authentication = .password,
        settings: [String] = []
    ) async throws -> Litecoind {
        var failure: (any Error)?
        // Another process may take the free port first.
        for _ in 0..<3 {
            let port = try freePort()
            let directory = try TemporaryDirectory()
            var lines = [
                "rpcport=\(port)", "rpcbind=127.0.0.1", "rpcallowip=127.0.0.1", "listen=0", "connect=0", "dnsseed=0",
                "mempoolreplacement=1", "fallbackfee=0.0001", "txindex=1", "keypool=20",
            ]
            if case .password = authentication { lines += ["rpcuser=\(user)", "rpcpassword=\(password)"] }
            let text = "[regtest]\n" + (lines + settings).joined(separator: "\n") + "\n"
            try text.write(toFile: directory.path("litecoin.conf"), atomically: true, encoding: .utf8)
            let node = Litecoind(port: port, directory: directory, process: try launch(directory))
            do {
                try await node.waitUntilReady()
                for wallet in ["customer", "shop"] {
                    // The last argument loads it at every start.
                    try await node.rpc("createwallet", [wallet, "false", "false", "", "false", "false", "true"])
                }
                return node
            } catch {
                failure = error
            }
        }
        throw TestSupportError("litecoind did not come up in three attempts: \(failure.map { "\($0)" } ?? "")")
    }

    /// Calls the node through `litecoin-cli`, which turns the texts into the types each method wants.
    ///
    /// - Returns: What it printed: JSON, or the bare text of a string.
    /// - Throws: `TestSupportError` with the node's message.
    @discardableResult
    package func rpc(_ method: String, _ parameters: [String] = [], wallet: String? = nil) async throws -> String {
        var arguments = ["-datadir=\(directory.path)", "-regtest"]
        if let wallet { arguments.append("-rpcwallet=\(wallet)") }
        let child = try ChildProcess("litecoin-cli", arguments: arguments + [method] + parameters)
        let code = try await child.waitUntilExit()
        let output = child.lines.joined(separator: "\n")
        guard code == 0 else { throw TestSupportError("litecoin-cli \(method) failed with \(code): \(output)") }
        return output
    }

    /// Asks the node to stop, and waits until it has written everything.
    package func stop() async throws {
        guard let process = process.withLock({ $0 }) else { return }
        process.terminate()
        try await process.waitUntilExit(timeoutSeconds: 60)
    }

    /// Kills the node with SIGKILL. What it had not written yet is lost.
    package func kill() async throws {
        guard let process = process.withLock({ $0 }) else { return }
        process.send(signal: SIGKILL)
        try await process.waitUntilExit()
    }

    /// Starts it again on the same folder and port, after `stop` or `kill`, and waits until it answers.
    package func restart() async throws {
        try await stop()
        let next = try Self.launch(directory)
        process.withLock { $0 = next }
        try await waitUntilReady()
    }

    private static func launch(_ directory: TemporaryDirectory) throws -> ChildProcess {
        // Debian's litecoind is a script that writes a configuration into the home folder before it becomes the node.
        try ChildProcess(
            "litecoind",
            arguments: ["-datadir=\(directory.path)", "-regtest", "-server"],
            environment: ["HOME": directory.path]
        )
    }

    private func waitUntilReady() async throws {
        try await eventually("litecoind answers on port \(port)", timeoutSeconds: 60, pollMilliseconds: 50) {
            let process = process.withLock { $0 }
            if let code = process?.exit {
                throw TestSupportError("litecoind ended with \(code): \(process?.lines.suffix(5) ?? [])")
            }
            return (try? await rpc("getblockcount")) != nil
        }
    }
}

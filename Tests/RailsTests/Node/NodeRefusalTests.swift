import Rails
import TestSupport
import Testing

/// What a person reads when something is not set up.
@Suite("NodeRail, refused", .serialized)
struct NodeRefusalTests {
    @Test func everyMistakeHasItsOwnAnswer() async throws {
        let node = try await Litecoind.start()
        let right = NodeSubject.configuration(of: node)
        #expect(await (try NodeRail(right)).health().isReady)

        var wrong = right
        wrong.credentials = .password(user: Litecoind.user, password: "other")
        await expect(.badCredentials, wrong)
        wrong = right
        wrong.credentials = .cookieFile("/nonexistent/.cookie")
        await expect(.badCredentials, wrong)
        wrong = right
        wrong.wallet = "no such/wallet"
        await expect(.walletMissing, wrong)
        wrong = right
        wrong.network = "main"
        await expect(.wrongNetwork, wrong)
        wrong = right
        let deaf = try BoundPort()
        wrong.url = "http://127.0.0.1:\(deaf.number)"
        await expect(.unreachable, wrong)
        wrong = right
        wrong.maximumAnswerBytes = 64
        await expect(.responseTooLarge, wrong)
    }

    @Test func aNodeThatDoesNotAnswerTimesOut() async throws {
        let listener = try ChildProcess(
            "python3",
            arguments: [
                "-c",
                """
                import socket, sys
                listener = socket.create_server(("127.0.0.1", 0))
                print("port", listener.getsockname()[1], flush=True)
                kept = []
                while True: kept.append(listener.accept())
                """,
            ]
        )
        let line = try await listener.waitForLine(containing: "port ")
        var configuration = NodeConfiguration(
            id: "litecoin",
            coin: .litecoin,
            network: "regtest",
            url: "http://127.0.0.1:" + (line.split(separator: " ").last ?? ""),
            wallet: "shop",
            credentials: .password(user: "u", password: "p")
        )
        configuration.timeoutMilliseconds = 200
        await expect(.timedOut, configuration)
    }

    @Test(arguments: ["", "127.0.0.1:9332", "ftp://127.0.0.1", "http://", "http://u:p@127.0.0.1:1", "http://a b"])
    func aURLThatIsNoneIsRefusedAtOnce(url: String) {
        var configuration = NodeConfiguration(
            id: "litecoin",
            coin: .litecoin,
            network: "regtest",
            url: url,
            wallet: "shop",
            credentials: .password(user: "u", password: "p")
        )
        #expect(throws: RailError(.badConfiguration, "")) { try NodeRail(configuration) }
        configuration.url = "http://127.0.0.1:1"
        configuration.trackedDepth = 0
        #expect(throws: RailError(.badConfiguration, "")) { try NodeRail(configuration) }
    }

    @Test func aLoggedConfigurationDoesNotShowThePassword() {
        let configuration = NodeConfiguration(
            id: "litecoin",
            coin: .litecoin,
            network: "regtest",
            url: "http://127.0.0.1:1",
            wallet: "shop",
            credentials: .password(user: "till", password: "hunter2")
        )
        #expect(!"\(configuration)".contains("hunter2"))
        #expect(!String(reflecting: configuration).contains("hunter2"))
        #expect("\(configuration)".contains("till"))
    }

    private func expect(_ code: RailError.Code, _ configuration: NodeConfiguration) async {
        let expected = RailError(code, "")
        await #expect(throws: expected, "\(code)") { try await NodeRail(configuration).poll(after: nil) }
        await #expect(throws: expected, "\(code)") {
            try await NodeRail(configuration).makeDestination(order: "order-1", amountMinor: 1)
        }
        let health = try? await NodeRail(configuration).health()
        #expect(health?.code == code)
        #expect(health?.isReady == false)
        #expect((health?.message.count ?? 0) > 20, "it says what to do")
    }
}

import Testing

@testable import Rails

@Suite("NodeAnswer")
struct NodeAnswerTests {
    private func read(_ text: String, count: Int) throws -> [NodeAnswer] {
        try NodeAnswer.read(Array(text.utf8), count: count)
    }

    @Test func answersComeBackInTheOrderOfTheCalls() throws {
        let answers = try read(
            """
            [{"result":null,"error":{"code":-5,"message":"Transaction not in mempool"},"id":1},
             {"result":"e7b7","error":null,"id":0}]
            """,
            count: 2
        )
        #expect(answers == [.result(.string("e7b7")), .refusal(number: -5, message: "Transaction not in mempool")])
    }

    @Test func acceptsVersionTwoAnswers() throws {
        #expect(try read(#"[{"jsonrpc":"2.0","result":null,"id":0}]"#, count: 1) == [.result(.null)])
    }

    @Test(arguments: [
        "[]", "{}", "1", #"[{"result":1,"error":null,"id":7}]"#, #"[{"result":1,"error":null,"id":"0"}]"#,
        #"[{"error":null,"id":0}]"#, #"[{"result":1,"error":{"message":"no code"},"id":0}]"#,
        #"[{"result":1,"error":null,"id":0},{"result":2,"error":null,"id":0}]"#,
    ])
    func refusesAnswersThatDoNotMatchTheCalls(text: String) {
        #expect(throws: RailError(.badAnswer, "")) { try read(text, count: 1) }
    }

    @Test func aBatchRefusedAsAWholeIsItsError() {
        #expect(throws: RailError(.loading, "")) {
            try read(#"{"result":null,"error":{"code":-28,"message":"Loading block index..."},"id":null}"#, count: 3)
        }
    }

    @Test(
        arguments: [
            (-28, .loading), (-18, .walletMissing), (-19, .walletMissing), (-13, .walletLocked), (-12, .walletLocked),
            (-32601, .badConfiguration), (-10, .loading), (-8, .refused),
        ] as [(Int, RailError.Code)]
    )
    func everyRefusalSaysWhatToDo(number: Int, code: RailError.Code) {
        let error = RailError(node: number, "the node's words", method: "getnewaddress")
        #expect(error.code == code)
        #expect(error.cause?.contains("\(number)") == true)
    }

    @Test(
        arguments: [(401, .badCredentials), (403, .badCredentials), (503, .busy), (404, .badAnswer)]
            as [(UInt, RailError.Code)]
    )
    func everyStatusSaysWhatToDo(status: UInt, code: RailError.Code) {
        #expect(RailError(httpStatus: status, wallet: "shop").code == code)
    }
}

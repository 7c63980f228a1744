import Rails

/// One rail under the contract suite, with the customer and the chain in the test's hands.
protocol RailContractSubject: Sendable {
    /// The rail, which `reopen` replaces.
    var rail: any Rail { get async }

    /// Ends the rail object and makes a new one, as a restart of the coordinator does.
    func reopen() async throws

    /// The customer pays; the payment is not confirmed yet. Returns its reference.
    func pay(_ address: String, _ amountText: String) async throws -> String

    /// Everything paid so far is confirmed.
    func confirm() async throws

    /// The customer spends the same money on something else before it is confirmed.
    func doubleSpend(_ reference: String) async throws

    /// The block that confirmed this payment is dropped, and the payment with it.
    func reorganise(_ reference: String) async throws
}

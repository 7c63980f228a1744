/// What became of one transfer of a call; results stand in the order of the call.
package struct TransferResult: Hashable, Sendable {
    /// The transfer's id.
    package let id: TransferID
    /// What became of it.
    package let code: ResultCode

    /// Makes a result.
    package init(id: TransferID, code: ResultCode) {
        self.id = id
        self.code = code
    }
}

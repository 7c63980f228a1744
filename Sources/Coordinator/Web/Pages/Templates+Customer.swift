extension Templates {
    /// The pages of those who buy.
    static let customer: [String: [UInt8]] = [:]
}

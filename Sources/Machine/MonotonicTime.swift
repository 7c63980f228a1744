extension UInt64 {
    /// This time in nanoseconds, moved on by milliseconds; the end of time instead of an overflow.
    func advanced(byMilliseconds milliseconds: Int) -> UInt64 {
        let (product, productOverflow) = UInt64(clamping: milliseconds).multipliedReportingOverflow(by: 1_000_000)
        let (sum, sumOverflow) = addingReportingOverflow(product)
        return productOverflow || sumOverflow ? .max : sum
    }
}

/// What the steps and accounts of the books are called.
enum LedgerWords {
    /// The words of a step; a code that this program does not know is shown as it is.
    static func step(_ code: String) -> String { SaleStep(rawValue: code)?.explanation ?? code }

    /// What an account is for.
    static func role(_ code: String) -> (name: String, explanation: String) {
        guard let role = AccountRole(rawValue: code) else { return (code, "") }
        let name =
            switch role {
            case .rail: "Rail"
            case .order: "Orders"
            case .sales: "Sales"
            case .credit: "Credit"
            case .refundDue: "Refunds due"
            case .suspense: "Suspense"
            case .rounding: "Rounding"
            case .loss: "Loss"
            case .unclaimed: "Unclaimed"
            }
        return (name, role.explanation)
    }
}

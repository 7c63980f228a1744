import ArgumentParser

/// Which transfers are wanted.
struct TransferFilterOptions: ParsableArguments {
    @Option(help: "Only this sale's.", completion: .sales)
    var sale: String?

    @Option(help: "Only those that this account is a side of.")
    var account: String?

    /// The path of the list with these filters.
    func applied(to path: APIPath) -> APIPath { path.with("sale", sale).with("account", account) }
}

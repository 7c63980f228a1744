extension APIFeature {
    /// Lists for spreadsheets.
    static let exports = APIFeature(
        "exports",
        """
        Exports: whole lists as comma-separated values (RFC 4180), amounts in minor units and as decimals. Cells that \
        a spreadsheet would take for formulas begin with an apostrophe.
        """,
        operations: [
            APIOperation(
                "GET",
                "/v1/sales.csv",
                id: "exportSales",
                "Sales as CSV, newest first",
                parameters: saleSearch,
                answers: [.text("text/csv", "One line for each sale, after the names of the columns.")]
            ),
            APIOperation(
                "GET",
                "/v1/ledger/transfers.csv",
                id: "exportTransfers",
                "Transfers as CSV, in the order of their making",
                parameters: transferSearch,
                answers: [.text("text/csv", "One line for each transfer, after the names of the columns.")]
            ),
        ]
    )
}

/// Products as people read them.
enum ProductText {
    /// A table.
    static func list(_ products: [Answers.Product], _ presentation: Presentation) -> String {
        guard !products.isEmpty else {
            return "There is no product. Make one: mintmark product put GTIN --name NAME\n"
        }
        var table = Table([.text("PRODUCT"), .words("NAME"), .text("SERIALS"), .number("GRANTED"), .text("PASSPORT")])
        for product in products {
            table.add([
                .init(product.gtin), .init(product.name), .init(form(product)), .init("\(product.issued)"),
                product.passport == nil ? .init("no", .faint) : .init("yes"),
            ])
        }
        return table.text(presentation)
    }

    /// One product.
    static func sheet(_ product: Answers.Product, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("product", product.gtin)
        sheet.add("name", product.name)
        sheet.add("owner", product.owner)
        sheet.add("serials", "\(form(product)), \(product.issued) granted")
        sheet.add("guessing", product.guessing)
        sheet.add("passport", product.passport == nil ? "none: its pieces get no passports" : "pieces get one")
        return sheet.text(presentation)
    }

    private static func form(_ product: Answers.Product) -> String {
        product.serialDigits.map { "\($0) digits" } ?? "random"
    }
}

import Database
package import Passport

/// Reads and changes the table `product`.
package enum ProductRepository {
    private static let cursors = PageCursor(list: "products")
    /// Random bytes of the key that orders numbers.
    private static let keyBytes = 32

    /// The product.
    /// - Throws: `notFound`.
    package static func get(_ gtin: GTIN, in work: Work) throws -> Product {
        guard let product = try find(gtin, in: work) else {
            throw CoordinatorError(.notFound, "There is no product \(gtin); make it with PUT /v1/products/\(gtin).")
        }
        return product
    }

    /// The product, if there is one.
    package static func find(_ gtin: GTIN, in work: Work) throws -> Product? {
        try work.transaction.first("SELECT * FROM product WHERE gtin = $gtin", ["gtin": .text(gtin.description)])
            .map(Product.init)
    }

    /// A page of the products by number.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(cursor: String?, limit: Int, in work: Work) throws -> ListPage<Product> {
        let rows = try work.transaction.rows(
            "SELECT * FROM product WHERE gtin > $after ORDER BY gtin LIMIT $limit",
            [
                "after": .text(try cursors.position(cursor, parts: 1)?.first ?? ""),
                "limit": .integer(Int64(limit) + 1),
            ]
        ).map(Product.init)
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.gtin.description]) }
    }

    /// Makes a product, or gives it another name.
    /// - Throws: `invalid`, or `conflict` when the form of its serials would change.
    package static func put(_ change: ProductChange, gtin: GTIN, caller: Caller, in work: Work) throws -> Product {
        try change.check()
        if let before = try find(gtin, in: work) {
            try requireSameForm(before, change)
            _ = try work.transaction.execute(
                "UPDATE product SET name = $name, changed_at = $at WHERE gtin = $gtin",
                [
                    "name": .text(change.name), "at": .integer(work.now.milliseconds), "gtin": .text(gtin.description),
                ]
            )
        } else {
            try insert(change, gtin: gtin, owner: caller.owner, in: work)
        }
        let product = try get(gtin, in: work)
        try EventLog.append(
            .productChanged,
            subject: gtin.description,
            owner: product.owner,
            data: ["by": caller.name, "name": change.name],
            in: work
        )
        return product
    }

    /// Says what the passports of a product's pieces begin with; those that are there stay as they are.
    /// - Throws: `notFound`.
    package static func setPassport(
        _ template: PassportTemplate,
        gtin: GTIN,
        by: String,
        in work: Work
    ) throws -> Product {
        let product = try get(gtin, in: work)
        _ = try work.transaction.execute(
            "UPDATE product SET passport = $passport, changed_at = $at WHERE gtin = $gtin",
            [
                "passport": .text(String(decoding: try template.json.canonical(), as: UTF8.self)),
                "at": .integer(work.now.milliseconds), "gtin": .text(gtin.description),
            ]
        )
        try EventLog.append(
            .productChanged,
            subject: gtin.description,
            owner: product.owner,
            data: ["by": by, "passport": String(template.elements.count)],
            in: work
        )
        return try get(gtin, in: work)
    }

    private static func requireSameForm(_ before: Product, _ change: ProductChange) throws(CoordinatorError) {
        let digits: Int? = if case .numbers(let digits, _) = before.form { digits } else { nil }
        guard change.serialDigits == digits else {
            throw CoordinatorError(
                .conflict,
                "The serials of \(before.gtin) are \(digits.map { "numbers of \($0) digits" } ?? "random") and stay "
                    + "so; for another form give the product another GTIN."
            )
        }
    }

    private static func insert(_ change: ProductChange, gtin: GTIN, owner: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO product (gtin, owner, name, digits, number_key, next_number, issued, created_at, changed_at)
            VALUES ($gtin, $owner, $name, $digits, $key, 0, 0, $at, $at)
            """,
            [
                "gtin": .text(gtin.description), "owner": .text(owner), "name": .text(change.name),
                "digits": change.serialDigits.map { .integer(Int64($0)) } ?? .null,
                "key": change.serialDigits == nil ? .null : .blob(work.ids.randomBytes(keyBytes)),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// Fresh serials of a product: none of them was ever granted. Random ones are distinct by their length, numbers by
    /// their order; the key of the table `serial` has the last word.
    /// - Throws: `limit` when a form of numbers has not so many left.
    static func issue(_ count: Int, of product: Product, in work: Work) throws -> [Serial] {
        let serials =
            switch product.form {
            case .random: try random(count, in: work)
            case .numbers(let digits, let key): try numbers(count, of: product, digits: digits, key: key)
            }
        _ = try work.transaction.execute(
            "UPDATE product SET next_number = next_number + $count, issued = issued + $count WHERE gtin = $gtin",
            ["count": .integer(Int64(count)), "gtin": .text(product.gtin.description)]
        )
        return serials
    }

    private static func random(_ count: Int, in work: Work) throws -> [Serial] {
        let form = try RandomSerial()
        return try (0..<count).map { _ in try form.serial(random: work.ids.randomBytes(form.bytesNeeded)) }
    }

    private static func numbers(_ count: Int, of product: Product, digits: Int, key: [UInt8]) throws -> [Serial] {
        let all = Product.count(digits)
        let left = all - min(all, UInt64(product.nextNumber))
        guard UInt64(count) <= left else {
            throw CoordinatorError(
                .limit,
                "\(product.gtin) has \(left) serials of \(digits) digits left, not "
                    + "\(count); give the product another GTIN with more digits."
            )
        }
        let order = try SerialPermutation(key: key, count: all)
        return (0..<count).map { place in
            let number = String(order.number(at: UInt64(product.nextNumber) + UInt64(place)))
            return Serial(checked: String(repeating: "0", count: digits - number.utf8.count) + number)
        }
    }

    /// After a restore nobody knows which numbers were granted since the backup: the order goes on far behind them.
    static func skipAhead(by numbers: Int64, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE product SET next_number = next_number + $numbers WHERE digits IS NOT NULL",
            ["numbers": .integer(numbers)]
        )
    }
}

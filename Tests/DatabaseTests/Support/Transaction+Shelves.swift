import Database

extension Transaction {
    func addShelf(_ id: String, photo: [UInt8]? = nil) throws {
        try execute(
            "INSERT INTO shelf (id, label, photo) VALUES ($id, $label, $photo)",
            ["id": .text(id), "label": .text("label of \(id)"), "photo": .blob(photo)]
        )
    }

    func addItem(_ id: String, shelf: String, count: Int64) throws {
        try execute(
            "INSERT INTO item (id, shelf, count) VALUES ($id, $shelf, $count)",
            ["id": .text(id), "shelf": .text(shelf), "count": .integer(count)]
        )
    }

    func shelves() throws -> [String] {
        try rows("SELECT id FROM shelf ORDER BY id").map { try $0.text("id") }
    }
}

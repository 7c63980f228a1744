import Database
import Testing

@Suite("DatabaseRow")
struct DatabaseRowTests {
    private let row = DatabaseRow([
        "integer": .integer(5), "one": .integer(1), "text": .text("t"), "blob": .blob([1]), "none": .null,
    ])

    @Test func columnsAreReadByTheirType() throws {
        #expect(try row.int64("integer") == 5)
        #expect(try row.boolean("one"))
        #expect(try row.text("text") == "t")
        #expect(try row.blob("blob") == [1])
        #expect(try row.value("none") == .null)
        #expect(try row.optionalInt64("none") == nil)
        #expect(try row.optionalText("none") == nil)
        #expect(try row.optionalBlob("none") == nil)
    }

    @Test func anotherTypeOrNullIsAMismatch() {
        let mismatch = DatabaseError(.typeMismatch, "")
        #expect(throws: mismatch) { try row.int64("text") }
        #expect(throws: mismatch) { try row.int64("none") }
        #expect(throws: mismatch) { try row.optionalInt64("blob") }
        #expect(throws: mismatch) { try row.boolean("integer") }
        #expect(throws: mismatch) { try row.text("integer") }
        #expect(throws: mismatch) { try row.text("none") }
        #expect(throws: mismatch) { try row.blob("text") }
        #expect(throws: mismatch) { try row.blob("none") }
    }

    @Test func aMissingColumnIsNamedWithThoseThatAreThere() {
        let error = #expect(throws: DatabaseError.self) { try row.text("txt") }
        #expect(error?.code == .missingColumn)
        #expect(error?.message == "the row has no column txt; it has blob, integer, none, one, text")
    }

    @Test func nilIsNull() {
        #expect(DatabaseValue.integer(nil) == .null)
        #expect(DatabaseValue.text(nil) == .null)
        #expect(DatabaseValue.blob(nil) == .null)
        #expect(DatabaseValue.boolean(true) == .integer(1))
    }
}

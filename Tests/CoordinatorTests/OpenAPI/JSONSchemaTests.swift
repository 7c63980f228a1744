import Protocol
import Testing

@testable import Coordinator

@Suite("JSON schema")
struct JSONSchemaTests {
    private static let schema = JSONSchema.object([
        .required("name", .text(.line(1...3)), "A name."),
        .optional("count", .integer(0...9), "A count."),
        .optional("kind", .choice(["a", "b"]), "A kind."),
        .optional("open", .nullable(.boolean), "Open."),
        .optional("rows", .list(of: .named("Row"), maximum: 2), "Rows."),
        .optional("free", .anyObject, "Anything."),
        .optional("either", .anyOf([.text(.amount), .integer(1...1)]), "Either."),
    ])
    private static let schemas: [String: JSONSchema] = ["Row": .object([.required("id", .text(.slug(4)), "Id.")])]

    private static func fault(_ json: String) throws -> String? {
        let value = try StrictJSON.decode(JSONNode.self, from: Array(json.utf8))
        return schema.fault(of: value, in: schemas)
    }

    @Test(arguments: [
        #"{"name":"abc"}"#, #"{"name":"ÄÖÜ","count":0,"kind":"b","open":null}"#, #"{"name":"a","open":true}"#,
        #"{"name":"a","rows":[{"id":"a-1"},{"id":"b"}]}"#, #"{"name":"a","free":{"x":[1,{"y":null}]}}"#,
        #"{"name":"a","either":"15"}"#, #"{"name":"a","either":1}"#,
    ])
    func takes(_ json: String) throws {
        #expect(try Self.fault(json) == nil)
    }

    @Test(arguments: [
        ("{}", "/name"), (#"{"name":""}"#, "/name"), (#"{"name":"abcd"}"#, "/name"), (#"{"name":1}"#, "/name"),
        (#"{"name":null}"#, "/name"), (#"{"name":"a\u0000"}"#, "/name"), (#"{"name":"a\n"}"#, "/name"),
        (#"{"name":"a","other":1}"#, "/other"), (#"{"name":"a","count":10}"#, "/count"),
        (#"{"name":"a","count":-1}"#, "/count"), (#"{"name":"a","count":"1"}"#, "/count"),
        (#"{"name":"a","kind":"c"}"#, "/kind"), (#"{"name":"a","open":0}"#, "/open"),
        (#"{"name":"a","rows":{}}"#, "/rows"), (#"{"name":"a","rows":[{"id":"x"},{"id":"X"}]}"#, "/rows/1/id"),
        (#"{"name":"a","rows":[{"id":"x"},{"id":"x"},{"id":"x"}]}"#, "/rows"), (#"{"name":"a","free":[]}"#, "/free"),
        (#"{"name":"a","either":"0"}"#, "/either"), (#"{"name":"a","either":2}"#, "/either"),
    ])
    func refusesAndSaysWhere(_ wrong: (json: String, place: String)) throws {
        let fault = try Self.fault(wrong.json)
        #expect(fault?.contains(wrong.place) == true, "\(fault ?? "taken")")
    }

    @Test(arguments: [
        (TextForm.identifier, "0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef"),
        (.slug(4), "a-1", "a_1"), (.lane, "A1", "A/1"), (.amount, "150", "015"), (.amount, "1", "0"),
        (.machine, "snack-1::0123456789abcdef0123456789abcdef", "snack-1:0123456789abcdef0123456789abcdef"),
        (.balance, "-1", "-0"), (.balance, "0", "+1"), (.cursor, "aZ_-9", "a="), (.visible(2...3), "ab", "a b"),
        (.url, "https://example.org/x", "ftp://example.org"), (.line(1...2), "é!", "éé!"),
    ])
    func hasFormsThatAre(_ example: (form: TextForm, right: String, wrong: String)) throws {
        #expect(example.form.accepts(example.right))
        #expect(!example.form.accepts(example.wrong))
        #expect(!example.form.accepts(example.right + "\n"))
        // What is checked is what the description says.
        guard let pattern = example.form.pattern else { return }
        let expression = try Regex(pattern)
        if example.form.length == nil {
            #expect(try expression.wholeMatch(in: example.right) != nil)
            #expect(try expression.wholeMatch(in: example.wrong) == nil)
        }
    }
}

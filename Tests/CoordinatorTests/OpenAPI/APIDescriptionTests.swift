import Testing

@testable import Coordinator

@Suite("API description")
struct APIDescriptionTests {
    private static let operations = APIDescription.features.flatMap(\.operations)

    @Test func describesEveryRouteThatProgramsUse() {
        let described = Set(Self.operations.map { "\($0.method) \($0.path)" })
        let wanted = RouteTable.routes.filter { APIDescription.isDescribed(path: $0.path) }
        #expect(wanted.count > 30)
        for route in wanted {
            #expect(
                described.contains("\(route.method) \(route.path)"),
                "describe this route in Sources/Coordinator/OpenAPI/Operations: \(route.method) \(route.path)"
            )
        }
    }

    @Test func describesNothingThatIsNotThere() {
        let routes = Set(RouteTable.routes.map { "\($0.method) \($0.path)" })
        for operation in Self.operations {
            #expect(routes.contains("\(operation.method) \(operation.path)"), "there is no route \(operation.path)")
            #expect(APIDescription.isDescribed(path: operation.path), "pages are not described: \(operation.path)")
        }
        #expect(Set(Self.operations.map { "\($0.method) \($0.path)" }).count == Self.operations.count)
    }

    @Test func hasTheParametersThatPathsHave() {
        for operation in Self.operations {
            let inPath = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
            let described = operation.parameters.filter { $0.place == .path }.map(\.name)
            #expect(inPath == described, "\(operation.id)")
        }
    }

    /// Whoever lost the answer asks again, and must not get a second one. What is known by itself when it comes again
    /// is answered with 200 then.
    @Test func takesAKeyForWhateverMakesSomething() {
        let making = Self.operations.filter { operation in
            operation.method == "POST" && !operation.isSigned && operation.answers.contains { $0.status == 201 }
                && !operation.answers.contains { $0.status == 200 }
        }
        #expect(making.count > 8)
        for operation in making { #expect(operation.isCreate, "\(operation.id) makes something") }
    }

    @Test func namesThingsOnce() {
        #expect(Set(Self.operations.map(\.id)).count == Self.operations.count)
        let names = APIDescription.features.flatMap(\.schemas.keys)
        #expect(Set(names).count == names.count)
        #expect(!names.contains("Problem"))
    }

    @Test func namesOnlySchemasThatThereAre() throws {
        let document = APIDescription.document(url: "https://example.org")
        var references: Set<String> = []
        func look(_ node: JSONNode) {
            switch node {
            case .object(let members):
                if case .text(let reference)? = members["$ref"] { references.insert(reference) }
                members.values.forEach(look)
            case .list(let elements): elements.forEach(look)
            default: break
            }
        }
        look(document)
        let known = Set(APIDescription.schemas.keys).union(["Problem"])
        for reference in references {
            #expect(known.contains(String(reference.dropFirst("#/components/schemas/".count))), "\(reference)")
        }
        #expect(references.count > 8)
    }

    @Test func isServedToAnybody() async throws {
        let shop = try await Shop.open()
        let answer = try await shop.send(.get, "/openapi.json")
        #expect(answer.status == 200)
        #expect(answer.type == "application/json")
        #expect(answer.body.hasPrefix(#"{"components":"#))
        #expect(answer.body.contains(#""openapi":"3.1.0""#))
        #expect(answer.body.contains(#""security":[{"token":["places:write"]}]"#))
        // A signed envelope needs no token.
        #expect(answer.body.contains(#""security":[],"summary":"Open a session""#))
        #expect(answer.body.contains(#""security":[{"machine":[]}],"summary":"Hand in signed receipts""#))
        await shop.close()
    }
}

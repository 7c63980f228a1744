import Yams

/// A place in a file, YAML or JSON (which is YAML too): its name and its price list, prices in whole units.
///
/// ```yaml
/// name: Lobby
/// selections:
///   - {id: a1, name: Salted peanuts, lane: A1, price: "1.50"}
/// ```
struct PlaceFile: Decodable, Equatable, Sendable {
    /// A line of the price list.
    struct Selection: Decodable, Equatable, Sendable {
        let id: String
        let name: String
        let lane: String
        let price: String
    }

    let name: String
    let open: Bool?
    let selections: [Selection]

    private static let members: Set<String> = ["name", "open", "selections"]
    private static let selectionMembers: Set<String> = ["id", "name", "lane", "price"]

    /// Reads the file.
    /// - Throws: `CommandError` with what is wrong, and where.
    static func read(_ text: String, file: String) throws -> PlaceFile {
        do {
            try checkMembers(Yams.compose(yaml: text), file)
            return try YAMLDecoder().decode(PlaceFile.self, from: text)
        } catch let error as CommandError {
            throw error
        } catch let error as DecodingError {
            throw wrong(file, words(error))
        } catch {
            throw wrong(file, "\(error)")
        }
    }

    /// The body of the request.
    func draft(_ currency: String) throws -> PlaceDraft {
        PlaceDraft(
            name: name,
            open: open,
            selections: try selections.map {
                .init(id: $0.id, name: $0.name, lane: $0.lane, price: try AmountText.minor($0.price, currency))
            }
        )
    }

    /// A typing error in a name must not be silence.
    private static func checkMembers(_ node: Node?, _ file: String) throws {
        guard let mapping = node?.mapping else { throw wrong(file, "it is no mapping") }
        func check(_ mapping: Node.Mapping, _ known: Set<String>) throws {
            for key in mapping.keys {
                guard let name = key.string, !known.contains(name) else { continue }
                let line = key.mark.map { "line \($0.line): " } ?? ""
                throw wrong(file, "\(line)“\(name)” is none of \(known.sorted().joined(separator: ", "))")
            }
        }
        try check(mapping, members)
        for selection in mapping["selections"]?.sequence ?? [] {
            if let mapping = selection.mapping { try check(mapping, selectionMembers) }
        }
    }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "“\(key.stringValue)” is missing\(path(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(context.debugDescription)\(path(context))"
        @unknown default: "\(error)"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map { "number \($0 + 1)" } ?? $0.stringValue }
        return path.isEmpty ? "" : " at \(path.joined(separator: ", "))"
    }

    private static func wrong(_ file: String, _ what: String) -> CommandError {
        CommandError("\(file) does not describe a place: \(what). See docs/command-line.md.", status: .data)
    }
}

import Foundation
import Protocol

/// An answer as it came over the wire.
struct Heard: Sendable {
    let status: Int
    /// Names in lower case, with their values in the order they came.
    let fields: [(name: String, value: String)]
    let body: String

    /// - Parameter text: everything up to the end of the connection.
    init(_ text: String) {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        fields = lines.dropFirst().map { line in
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            return (pair[0].lowercased(), pair.count == 2 ? pair[1] : "")
        }
        body = parts.dropFirst().joined(separator: "\r\n\r\n")
    }

    /// The value of a field that is there once; nil without it, and for one that is there twice.
    subscript(name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.count == 1 ? values[0] : nil
    }

    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try StrictJSON.decode(type, from: Array(body.utf8), maximumBytes: 1 << 20)
    }

    /// Everything but what says when it was sent.
    var timeless: String {
        let fields = fields.filter { !["date", "replica-age"].contains($0.name) }.map { "\($0.name): \($0.value)" }
        return "\(status)\n\(fields.joined(separator: "\n"))\n\n\(body)"
    }
}

/// A set of links as other programs read it.
struct HeardLinkSet: Decodable {
    struct Target: Decodable, Equatable {
        let href: String
        let title: String
        let type: String?
        let hreflang: [String]?
    }

    struct Context: Decodable {
        let anchor: String
        let description: String?
        let defaultLink: [Target]?
        let pip: [Target]?
        let passport: [Target]?

        enum CodingKeys: String, CodingKey {
            case anchor, description
            case defaultLink = "https://ref.gs1.org/voc/defaultLink"
            case pip = "https://ref.gs1.org/voc/pip"
            case passport = "https://ref.gs1.org/voc/dpp"
        }
    }

    let linkset: [Context]
}

/// A refusal as other programs read it.
struct HeardProblem: Decodable {
    let status: Int
    let code: String
    let reason: String?
    let position: Int?
    let detail: String
}

import Foundation

/// A path of the API. What is put into the literal is percent-encoded (RFC 3986, section 2.1), so that no id, whoever
/// made it, can name another route.
struct APIPath: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable, Equatable {
    /// As it goes into the request.
    private(set) var description: String

    /// Collects the literal's parts.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ value: some LosslessStringConvertible) { text += APIPath.encoded(value) }
    }

    init(stringLiteral value: String) { description = value }

    init(stringInterpolation: StringInterpolation) { description = stringInterpolation.text }

    /// The path with a query parameter more; without, when there is no value.
    func with(_ name: String, _ value: (some LosslessStringConvertible)?) -> APIPath {
        guard let value else { return self }
        var path = self
        path.description += (description.contains("?") ? "&" : "?") + "\(name)=\(Self.encoded(value))"
        return path
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:"
    )

    fileprivate static func encoded(_ value: some LosslessStringConvertible) -> String {
        // A text of points alone would be a step up in the path.
        let text = String(value)
        guard !text.allSatisfy({ $0 == "." }) else { return text.replacing(".", with: "%2E") }
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}

package import Hummingbird

/// The query of a request as pairs of name and value (`application/x-www-form-urlencoded`, as browsers and HTTP
/// clients write it), in their order.
package struct QueryFields: Sendable, Equatable {
    /// One pair.
    package struct Field: Sendable, Equatable {
        /// The name.
        package let name: String
        /// The value; empty without `=`.
        package let value: String
    }

    /// The pairs.
    package let fields: [Field]

    /// Reads the text after the question mark.
    /// - Throws: `invalid` when an escape is broken or the bytes are not UTF-8, `limit` when there are too many pairs.
    package init(_ query: String) throws(CoordinatorError) {
        let pairs = query.split(separator: "&")
        guard pairs.count <= HTTPLimits.queryFields else {
            throw CoordinatorError(.invalid, "The query has more than \(HTTPLimits.queryFields) parameters.")
        }
        var fields: [Field] = []
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.replacing("+", with: " ")
            }
            guard let name = parts.first?.removingURLPercentEncoding(),
                let value = parts.count == 2 ? parts[1].removingURLPercentEncoding() : ""
            else {
                throw CoordinatorError(.invalid, "The query is not percent-encoded UTF-8.")
            }
            fields.append(Field(name: name, value: value))
        }
        self.fields = fields
    }

    /// The first value of a name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

extension Request {
    /// The query.
    /// - Throws: `invalid`.
    package func queryFields() throws(CoordinatorError) -> QueryFields { try QueryFields(uri.query ?? "") }

    /// The query parameter `name` as text; nil as well when the query can't be read.
    package func query(_ name: String) -> String? { (try? queryFields())?[name] }
}

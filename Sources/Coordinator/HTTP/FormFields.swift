/// The fields of a form (`application/x-www-form-urlencoded`), as browsers send it.
package enum FormFields {
    /// Reads a body. Of a field that is given twice the last counts.
    /// - Throws: `invalid` when it is no form, `limit` when it has too many fields.
    package static func read(_ body: [UInt8]) throws(CoordinatorError) -> [String: String] {
        let pairs = String(decoding: body, as: UTF8.self).split(separator: "&")
        guard pairs.count <= HTTPLimits.formFields else {
            throw CoordinatorError(.limit, "A form has at most \(HTTPLimits.formFields) fields; send less.")
        }
        var fields: [String: String] = [:]
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.replacing("+", with: " ")
            }
            guard parts.count == 2, let name = parts[0].removingURLPercentEncoding(),
                let value = parts[1].removingURLPercentEncoding()
            else {
                throw CoordinatorError(.invalid, "The body is not a form; use the page's own button.")
            }
            fields[name] = value
        }
        return fields
    }
}

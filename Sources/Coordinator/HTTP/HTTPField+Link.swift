import HTTPTypes

extension HTTPField.Name {
    /// `Link` (RFC 8288).
    static var link: HTTPField.Name {
        guard let name = HTTPField.Name("Link") else { preconditionFailure("the header name is a token") }
        return name
    }
}

/// What `/.well-known/gs1resolver` says (GS1 Digital Link standard: resolver, description file).
package enum ResolverDescription {
    /// The document.
    /// - Throws: never, for a root that was checked.
    package static func write(root: String, name: String) throws(PassportError) -> [UInt8] {
        let types: JSONValue = ["namespace": .string(LinkType.vocabulary), "prefix": "gs1:"]
        let document: JSONValue = [
            "name": .string(name), "resolverRoot": .string(root),
            "supportedPrimaryKeys": ["all"],
            "supportedLinkType": [types],
            "linkTypeDefaultCanBeLinkset": false,
        ]
        return try document.canonical()
    }
}

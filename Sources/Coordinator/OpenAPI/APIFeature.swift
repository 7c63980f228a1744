/// The operations of one feature with the schemas that they name. A feature describes itself in a file of its own in
/// `Operations` and is added to `APIDescription.features`.
package struct APIFeature: Sendable {
    /// The `tag` of its operations.
    package let name: String
    /// What it is about.
    package let about: String
    /// Its operations.
    package let operations: [APIOperation]
    /// Its schemas by name; the name is unique over all features.
    package let schemas: [String: JSONSchema]

    /// Describes a feature.
    package init(_ name: String, _ about: String, operations: [APIOperation], schemas: [String: JSONSchema] = [:]) {
        self.name = name
        self.about = about
        self.operations = operations
        self.schemas = schemas
    }
}

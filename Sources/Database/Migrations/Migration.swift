/// One step of a schema, written for one engine. Frozen once released: never edited, never reordered, only followed by
/// another. The engine keeps a hash of each applied step and refuses a database whose steps have other text.
package struct Migration: Hashable, Sendable {
    /// 1, 2, 3 ... without gaps.
    package let version: Int
    /// What it is about, in a word.
    package let name: String
    /// The statements.
    package let sql: String

    /// Makes a step.
    package init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }
}

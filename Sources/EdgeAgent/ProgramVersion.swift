/// The program's version, as sessions and health reports name it.
package enum ProgramVersion {
    /// Semantic version.
    package static let text = "0.1.0"
}

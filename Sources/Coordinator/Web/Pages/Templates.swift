import Mustache

/// The templates of every page, parsed once. A template is a file in `Web/Templates`, embedded in the program and
/// listed in `files` under its name without `.mustache`; a test compares list and folder, and parses each.
///
/// How templates are written: `{{name}}` is always escaped; `{{{name}}}` is for markup made by this program alone. A
/// name that is nil in the innermost value is looked for further out, so an optional of a row is asked for as
/// `{{.name}}`. A section of a text that is empty is shown: make such a text an optional.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Every template by its name. Pages of one audience are a list of their own.
    static var files: [String: [UInt8]] {
        shared.merging(customer) { first, _ in first }.merging(operators) { first, _ in first }
            .merging(resolver) { first, _ in first }
    }

    /// The frame of every page.
    private static let shared = [
        "base": PackageResources.base_mustache
    ]

    /// They are part of the program and never differ, so whoever asks first parses them for all.
    private static let parsed = Result { () throws(CoordinatorError) in try parse() }

    /// Every template.
    /// - Throws: `unexpected` when one is no template: the program is broken and must not start.
    package init() throws(CoordinatorError) {
        library = try Self.parsed.get()
    }

    private static func parse() throws(CoordinatorError) -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, bytes) in files {
            do {
                try library.register(String(decoding: bytes, as: UTF8.self), named: name)
            } catch {
                throw CoordinatorError(
                    .unexpected,
                    "The page template \(name) can't be read; the program is damaged, install it again.",
                    cause: "\(error)"
                )
            }
        }
        return library
    }

    /// Fills a template.
    /// - Throws: `unexpected` when there is none of that name.
    func render(_ content: Any, with name: String) throws(CoordinatorError) -> String {
        guard let text = library.render(content, withTemplate: name) else {
            throw CoordinatorError(.unexpected, "There is no page template \(name); list it in Templates.")
        }
        return text
    }
}

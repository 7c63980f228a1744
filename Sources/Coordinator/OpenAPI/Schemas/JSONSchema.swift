/// What a value looks like: the part of JSON Schema 2020-12 that this API needs. One value says what the description
/// says and what is checked, so the two can't differ.
package indirect enum JSONSchema: Sendable, Hashable {
    /// A text of some form.
    case text(TextForm)
    /// A text of which only the longest length is promised, in code points; for answers.
    case anyText
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// `true` or `false`.
    case boolean
    /// One of these texts.
    case choice([String])
    /// An array.
    case list(of: JSONSchema, maximum: Int)
    /// An object with these members. A request may have no others.
    case object([Member])
    /// An object whose members all look alike, whatever their names.
    case map(of: JSONSchema)
    /// Any object.
    case anyObject
    /// One of these.
    case anyOf([JSONSchema])
    /// The value or `null`.
    case nullable(JSONSchema)
    /// The schema of this name, see `APIFeature.schemas`.
    case named(String)

    /// One member of an object.
    package struct Member: Sendable, Hashable {
        /// Its name.
        package let name: String
        /// What it looks like.
        package let schema: JSONSchema
        /// Whether it is always there.
        package let isRequired: Bool
        /// What it is, with its unit.
        package let about: String

        /// A member that is always there.
        package static func required(_ name: String, _ schema: JSONSchema, _ about: String) -> Member {
            Member(name: name, schema: schema, isRequired: true, about: about)
        }

        /// A member that may be left out.
        package static func optional(_ name: String, _ schema: JSONSchema, _ about: String) -> Member {
            Member(name: name, schema: schema, isRequired: false, about: about)
        }
    }

    /// A time: milliseconds since 1970, up to what 48 bits hold.
    package static let moment = JSONSchema.integer(0...SaleSearch.latestMilliseconds)
    /// A count of things.
    package static let count = JSONSchema.integer(0...Int64.max)

    /// One of the raw values of an enumeration.
    package static func choice<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) -> JSONSchema
    where Choice.RawValue == String {
        .choice(type.allCases.map(\.rawValue))
    }

    /// The answer of a list: a page of rows and, unless it is the last, the cursor of the next page.
    package static func page(_ name: String, of row: String) -> JSONSchema {
        .object([
            .required(name, .list(of: .named(row), maximum: HTTPLimits.pageRows), "The rows of this page."),
            .optional("next", .text(.cursor), "Give it as cursor for the next page; left out on the last one."),
        ])
    }
}

package import GPIO

/// Why a line could not be looked at.
package struct LineProblem: Codable, Sendable, Equatable {
    /// The kinds that call for different steps.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// No chip has the profile's label.
        case noChip
        /// The chip has no line of this name.
        case noLine
        /// Two chips or two lines have this name.
        case ambiguous
        /// Another program holds it.
        case busy
        /// This user may not open the chip.
        case notPermitted
        /// The chip can't do what the profile asks.
        case unsupported
        /// The chip does not answer.
        case broken
    }

    /// Which kind.
    package var kind: Kind
    /// What the lines' library said.
    package var words: String

    /// A problem.
    package init(_ kind: Kind, _ words: String) {
        self.kind = kind
        self.words = words
    }

    /// What an error of the lines means.
    package init(_ error: GPIOError) {
        let kind: Kind =
            switch error.code {
            case .chipNotFound: .noChip
            case .lineNotFound: .noLine
            case .ambiguousName, .duplicateLine: .ambiguous
            case .lineBusy: .busy
            case .permissionDenied: .notPermitted
            case .unsupported, .invalidConfiguration: .unsupported
            default: .broken
            }
        self.init(kind, error.message)
    }
}

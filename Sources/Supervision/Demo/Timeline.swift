/// What happened in a sale, in order, as a table for people: time since the first step, step, words.
package struct Timeline: Sendable, Equatable {
    /// One step.
    package struct Step: Sendable, Equatable {
        /// When, in milliseconds of any clock that all steps share.
        package var atMilliseconds: Int64
        /// Its short name.
        package var name: String
        /// What it means.
        package var words: String

        /// A step.
        package init(atMilliseconds: Int64, name: String, words: String) {
            self.atMilliseconds = atMilliseconds
            self.name = name
            self.words = words
        }
    }

    /// The steps, by time; those of the same time as they were added.
    package private(set) var steps: [Step] = []

    /// An empty timeline.
    package init() {}

    /// Adds a step where its time belongs.
    package mutating func add(_ step: Step) {
        let index = steps.lastIndex { $0.atMilliseconds <= step.atMilliseconds }.map { $0 + 1 } ?? 0
        steps.insert(step, at: index)
    }

    /// One line per step: `+  0.412 s  motor.on  The motor of A1 was turned on.`
    package var text: String {
        let first = steps.first?.atMilliseconds ?? 0
        let width = steps.map(\.name.count).max() ?? 0
        return steps.map { step in
            let name = step.name + String(repeating: " ", count: width - step.name.count)
            return "  +\(Self.seconds(step.atMilliseconds - first)) s  \(name)  \(step.words)\n"
        }.joined()
    }

    /// Milliseconds as seconds with three decimals, eight characters wide at least.
    private static func seconds(_ milliseconds: Int64) -> String {
        let fraction = String(milliseconds % 1_000)
        let text = "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
}

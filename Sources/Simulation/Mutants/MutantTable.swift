import Faults

/// What became of the mutants, as a page.
package struct MutantTable: Sendable {
    /// The page's place in the repository.
    package static let path = "docs/generated/mutants.md"

    /// What is written for a mutant that nobody noticed.
    package static let survived = "**survived**"

    private let budget: ProvingGround.Budget
    private var rows: [String] = []

    /// A table without rows.
    package init(_ budget: ProvingGround.Budget) {
        self.budget = budget
    }

    /// Adds the control: nothing is taken away, and everything is tried to the end.
    package mutating func addControl() {
        rows.append("| none | every guard stands | all stories, \(budget.worlds) worlds | nothing was broken |")
    }

    /// Adds a mutant.
    /// - Parameter finding: what was noticed; nil when nothing was.
    package mutating func add(_ trial: MutantTrial, _ finding: Finding?) {
        let file = trial.file.split(separator: "/").last ?? ""
        let link = "[\(file)](../../\(trial.file))"
        let place = finding?.place ?? Self.survived
        // Some speak of a statement of several lines.
        let promise = (finding?.promise ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
        rows.append("| `\(trial.mutant)` | \(trial.words) \(link) | \(place) | \(promise) |")
    }

    /// The page.
    package var page: String {
        """
        # Mutants

        Written by `make mutants`. One build, with `MUTANTS` defined, can take one guard of the shipped code away at a
        time; each row is one that was. The stories and the worlds are those of [simulation.md](../simulation.md): at
        most \(budget.worlds) worlds of \(budget.sales) customers, out of the seeds from 1 on, and each point of a story
        cut \(budget.cuts) times. What was found was found twice, with the same words, and in a world with the same hash
        of everything that happened.

        | without | the guard | noticed in | the promise that was broken |
        |---|---|---|---|
        \(rows.joined(separator: "\n"))

        """
    }
}

import Protocol

/// What a person typed into a form that could not be carried out, and why: it is shown again, so nothing is lost.
struct FormDraft: Sendable {
    /// Which form of the page.
    let form: String
    /// What was typed, by field.
    let fields: [String: String]
    /// What was wrong, in words.
    let trouble: String
    /// The status the page is answered with.
    let status: Int

    /// A form that failed. Errors that are not the person's are thrown on.
    init(_ form: String, _ fields: [String: String], _ error: any Error) throws {
        let problem = ProblemMapping.problem(of: error)
        guard problem.status < 500 || problem.status == 507 || problem.status == 503 else { throw error }
        self.form = form
        self.fields = fields
        trouble = problem.detail
        status = problem.status
    }

    /// What is shown at a form; nil at every other.
    static func trouble(_ draft: FormDraft?, at form: String) -> String? {
        draft.flatMap { $0.form == form ? $0.trouble : nil }
    }

    /// What was typed into a field of a form, else `value`.
    static func field(_ draft: FormDraft?, at form: String, _ name: String, else value: String = "") -> String {
        guard let draft, draft.form == form else { return value }
        return draft.fields[name] ?? value
    }
}

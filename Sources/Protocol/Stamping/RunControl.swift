/// What a person or the coordinator does with a run that was started.
package struct RunControl: Hashable, Sendable, Codable {
    /// The things that can be done (ISA-95 job control: Pause, Resume, Abort).
    package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
        /// No further unit; the one under way ends.
        case interrupt
        /// Go on, also after the line stopped by itself.
        case resume
        /// No further unit, for good; the one under way ends.
        case abort
    }

    /// The run's id.
    package var run: String
    /// What to do.
    package var action: Action

    /// Makes the body.
    package init(run: String, action: Action) {
        self.run = run
        self.action = action
    }

    /// Checks what a signature does not cover.
    /// - Throws: `malformed`.
    package func check() throws(ProtocolError) {
        guard StampingText.isID(run) else { throw ProtocolError(.malformed, "A run to control has no proper id.") }
    }
}

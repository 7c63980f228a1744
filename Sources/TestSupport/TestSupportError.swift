/// What went wrong in a fixture: a test that catches it should fail with its text.
package struct TestSupportError: Error, CustomStringConvertible {
    /// What happened, to what, and what was seen instead.
    package let message: String

    /// Makes the error from its text.
    package init(_ message: String) {
        self.message = message
    }

    /// The text, so that Swift Testing prints it as it is.
    package var description: String { message }
}

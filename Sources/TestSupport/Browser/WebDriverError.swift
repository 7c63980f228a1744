/// What the browser's driver could not do.
package struct WebDriverError: Error, CustomStringConvertible {
    /// The standard's name of the error (w3.org/TR/webdriver2, section 6.6), e.g. `no such element`.
    package let code: String
    /// What was asked for, and why it failed.
    package let message: String

    package var description: String { "\(code): \(message)" }
}

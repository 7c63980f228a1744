/// One thing that is wrong in a profile, where it is and how to put it right.
package struct ProfileFault: Sendable, Hashable {
    /// The file as the caller named it.
    package var file: String
    /// The line, from 1.
    package var line: Int
    /// The column, from 1, in Unicode scalars.
    package var column: Int
    /// What kind of fault it is.
    package var code: FaultCode
    /// What is wrong.
    package var message: String
    /// How to put it right.
    package var fix: String

    /// Whether the profile still compiles; follows from the code.
    package var severity: FaultSeverity { code.severity }

    /// A fault with all its parts.
    package init(file: String, line: Int, column: Int, code: FaultCode, message: String, fix: String) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.fix = fix
    }
}
